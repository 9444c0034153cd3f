package org.computecontracts.network.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.xrpc.Xrpc;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.http.HttpRequest;
import org.computecontracts.kernel.http.SafeHttp;
import org.computecontracts.network.NetworkSettings;

/** What we ask hosts for: archives with proofs, and lists. */
@ApplicationScoped
public class Upstream {
    private static final Duration ARCHIVE_LIMIT = Duration.ofSeconds(60);
    private static final Duration PROOF_LIMIT = Duration.ofSeconds(15);
    private static final String LIMIT = String.valueOf(RepoListing.MAX_REPOS);
    private static final int MAX_PROOF = 4 << 20;
    private static final String UNKNOWN_METHOD = "MethodNotImplemented";

    /** As servers of several kinds say it. */
    private static final Set<String> UNKNOWN_METHODS = Set.of(UNKNOWN_METHOD, "XRPCNotSupported", "NotFound");

    private static final Nsid ANY = new Nsid("com.atproto.lexicon.schema");
    private static final Nsid LIST_REPOS = new Nsid("com.atproto.sync.listRepos");
    private static final Nsid LIST_BY_COLLECTION = new Nsid("com.atproto.sync.listReposByCollection");
    private static final Nsid DESCRIBE = new Nsid("com.atproto.repo.describeRepo");
    private static final Nsid DESCRIBE_SERVER = new Nsid("com.atproto.server.describeServer");

    @Inject
    SafeHttp http;

    @Inject
    Xrpc xrpc;

    @Inject
    NetworkSettings settings;

    /** The whole repository, or why its server will not give it. TOO_LARGE. */
    Archive repo(URI pds, Did did) {
        var call = "com.atproto.sync.getRepo?did=" + encoded(did.value());
        return archive(pds, call, settings.maxRepository(), ARCHIVE_LIMIT);
    }

    /** The signed commit, with the proof of a path where nobody needs to have anything. */
    Archive head(URI pds, Did did) {
        return record(pds, AtUri.of(did, ANY, "self"));
    }

    /** A record with its proof, or the proof that there is none. */
    public Archive record(URI pds, AtUri uri) {
        var call = "com.atproto.sync.getRecord?did=%s&collection=%s&rkey=%s"
                .formatted(encoded(uri.authority().value()), uri.collection(), encoded(uri.rkey()));
        return archive(pds, call, MAX_PROOF, PROOF_LIMIT);
    }

    /** Single blocks of a repository. TOO_LARGE. */
    Archive blocks(URI pds, Did did, Collection<Cid> cids, int most) {
        var query = cids.stream().map(cid -> "&cids=" + cid.value()).collect(Collectors.joining());
        return archive(pds, "com.atproto.sync.getBlocks?did=" + encoded(did.value()) + query, most, ARCHIVE_LIMIT);
    }

    /** A CAR file, or the name of the error. */
    public record Archive(byte[] car, String error) {
        boolean isUnknownMethod() {
            return UNKNOWN_METHODS.contains(error);
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private Archive archive(URI pds, String call, int most, Duration longest) {
        var request = HttpRequest.get(URI.create(pds + "/xrpc/" + call));
        var answer = http.send(request.within(longest).atMost(most));
        if (answer.ok()) {
            return new Archive(answer.body(), "");
        }
        var error = error(answer.body());
        if (!error.isEmpty()) {
            return new Archive(new byte[0], error);
        }
        if (answer.status() != 404 && answer.status() != 501) {
            answer.orFail();
        }
        return new Archive(new byte[0], UNKNOWN_METHOD);
    }

    private static String error(byte[] body) {
        try {
            return Json.readObject(body).path("error").asText();
        } catch (ProblemException e) {
            return "";
        }
    }

    /** Whether all of a repository concerns us, by its server's word only: it says how to ask, never what is there. */
    boolean saysAllOurs(URI pds, Did did) {
        var filter = new CollectionFilter(settings.collections());
        var answer = xrpc.query(pds, DESCRIBE, Map.of("repo", did.value()), null);
        var said = answer.ok() ? answer.body().path("collections") : Json.object();
        return !said.isEmpty()
                && StreamSupport.stream(said.spliterator(), false)
                        .allMatch(collection -> filter.wants(collection.asText()));
    }

    /** One page of all repositories. */
    public RepoListing repos(URI host, Optional<String> cursor) {
        return RepoListing.of(xrpc.query(host, LIST_REPOS, page(Map.of("limit", LIMIT), cursor), null)
                .orRefused());
    }

    /** One page of those with records of a collection: known to relays. */
    public RepoListing repos(URI host, Nsid collection, Optional<String> cursor) {
        var parameters = Map.of("limit", LIMIT, "collection", collection.value());
        return RepoListing.of(xrpc.query(host, LIST_BY_COLLECTION, page(parameters, cursor), null)
                .orRefused());
    }

    private static Map<String, String> page(Map<String, String> parameters, Optional<String> cursor) {
        var all = new LinkedHashMap<>(parameters);
        cursor.ifPresent(after -> all.put("cursor", after));
        return all;
    }

    /** OUTSIDE_UNREACHABLE, PDS_REFUSED and their like when no PDS answers there. */
    public void requirePds(URI host) {
        xrpc.query(host, DESCRIBE_SERVER, Map.of(), null).orRefused();
        repos(host, Optional.empty());
    }
}

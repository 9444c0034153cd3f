package org.computecontracts.atproto.pds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.StreamSupport;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.AtprotoProblem;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.atproto.xrpc.Xrpc;
import org.computecontracts.atproto.xrpc.XrpcAnswer;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.ProblemException;

/** Reads public repositories, wherever they are, and believes nothing that does not hash to what it should. */
@ApplicationScoped
class Repositories {
    private static final Logger LOG = Logger.getLogger(Repositories.class.getName());
    private static final Nsid GET = new Nsid("com.atproto.repo.getRecord");
    private static final Nsid LIST = new Nsid("com.atproto.repo.listRecords");
    private static final Nsid LATEST_COMMIT = new Nsid("com.atproto.sync.getLatestCommit");
    private static final Set<String> NOT_THERE = Set.of("RecordNotFound", "RepoNotFound");
    private static final int PAGE = 100;
    private static final int MAX_RECORDS = 5000;
    private static final int MAX_PAGES = 100;

    /** For all pages together: a server that drips one record at a time must not hold whoever asks. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    Xrpc xrpc;

    @Inject
    Identities identities;

    static Repositories with(Xrpc xrpc, Identities identities) {
        var repositories = new Repositories();
        repositories.xrpc = xrpc;
        repositories.identities = identities;
        return repositories;
    }

    /** The PDS that has the account's repository. */
    URI of(Did did) {
        return identities.resolve(did).pds();
    }

    Optional<RepoRecord> find(URI pds, AtUri uri, Optional<Cid> version) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("repo", uri.authority().value());
        parameters.put("collection", uri.collection().value());
        parameters.put("rkey", uri.rkey());
        version.ifPresent(cid -> parameters.put("cid", cid.value()));
        var answer = xrpc.query(pds, GET, parameters, null);
        if (isAbsent(answer)) {
            return Optional.empty();
        }
        var record = checked(uri, answer.orRefused());
        if (version.isPresent() && !version.get().equals(record.cid())) {
            throw AtprotoProblem.CID_MISMATCH.because(
                    "%s was asked for as %s and came as %s", uri, version.get(), record.cid());
        }
        return Optional.of(record);
    }

    /** Older servers have no name for it, only a sentence. */
    private static boolean isAbsent(XrpcAnswer answer) {
        return NOT_THERE.contains(answer.error())
                || (answer.error().equals("InvalidRequest") && answer.message().startsWith("Could not locate record"));
    }

    private static RepoRecord checked(AtUri asked, JsonNode answer) {
        var ref = StrongRef.of(answer);
        if (!ref.uri().equals(asked)) {
            throw AtprotoProblem.CID_MISMATCH.because("%s was asked for, %s came", asked, ref.uri());
        }
        if (!(answer.path("value") instanceof ObjectNode json)) {
            throw AtprotoProblem.INVALID_RECORD.because("%s has no content", asked);
        }
        var record = RepoRecord.checked(ref.uri(), ref.cid(), json);
        if (!record.type().equals(asked.collection().value())) {
            throw AtprotoProblem.INVALID_RECORD.because("%s is a %s", asked, record.type());
        }
        return record;
    }

    List<RepoRecord> list(Did repository, Nsid collection) {
        var pds = of(repository);
        var records = new ArrayList<RepoRecord>();
        var cursor = Optional.<String>empty();
        var begun = System.nanoTime();
        var seen = 0;
        var pages = 0;
        do {
            if (++pages > MAX_PAGES || System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw AtprotoProblem.PDS_REFUSED.because(
                        "%s does not come to the end of its %s", pds, collection.value());
            }
            var page = page(pds, repository, collection, cursor);
            page.path("records")
                    .forEach(item -> valid(repository, collection, item).ifPresent(records::add));
            seen += page.path("records").size();
            if (seen > MAX_RECORDS) {
                throw KernelProblem.TOO_LARGE.because(
                        "%s has more than %d records of %s", repository, MAX_RECORDS, collection);
            }
            cursor = page.path("records").isEmpty()
                    ? Optional.empty()
                    : Optional.ofNullable(page.path("cursor").textValue());
        } while (cursor.isPresent());
        return List.copyOf(records);
    }

    /** The newest hundred, in one answer. */
    List<RepoRecord> newest(Did repository, Nsid collection) {
        var page = page(of(repository), repository, collection, Optional.empty());
        return StreamSupport.stream(page.path("records").spliterator(), false)
                .limit(PAGE)
                .flatMap(item -> valid(repository, collection, item).stream())
                .toList();
    }

    private ObjectNode page(URI pds, Did repository, Nsid collection, Optional<String> cursor) {
        var parameters = new LinkedHashMap<>(
                Map.of("repo", repository.value(), "collection", collection.value(), "limit", String.valueOf(PAGE)));
        cursor.ifPresent(after -> parameters.put("cursor", after));
        return xrpc.query(pds, LIST, parameters, null).orRefused();
    }

    private static Optional<RepoRecord> valid(Did repository, Nsid collection, JsonNode item) {
        try {
            var uri = StrongRef.of(item).uri();
            return Optional.of(checked(AtUri.of(repository, collection, uri.rkey()), item));
        } catch (ProblemException e) {
            LOG.log(Level.INFO, "Left out of the list: " + item.path("uri").asText(), e);
            return Optional.empty();
        }
    }

    String latestRev(Did repository) {
        return xrpc.query(of(repository), LATEST_COMMIT, Map.of("did", repository.value()), null)
                .orRefused()
                .path("rev")
                .asText();
    }
}

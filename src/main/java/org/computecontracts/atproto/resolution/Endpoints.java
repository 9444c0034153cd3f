package org.computecontracts.atproto.resolution;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import org.computecontracts.atproto.AtprotoProblem;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.ProblemException;

/** Finds the service behind an endpoint reference of a market record, in any of its three spellings. */
@ApplicationScoped
public class Endpoints {
    private static final String DEFAULT_SERVICE = "#pdr_temp_market";

    @Inject
    Identities identities;

    /** Outside the container. */
    public static Endpoints with(Identities identities) {
        var endpoints = new Endpoints();
        endpoints.identities = identities;
        return endpoints;
    }

    /** An https origin, {@code did#service}, or a bare DID, which means its {@code #pdr_temp_market}. */
    public Endpoint resolve(String ref) {
        if (!ref.startsWith("did:")) {
            return at(origin(ref));
        }
        var hash = ref.indexOf('#');
        var did = hash < 0 ? ref : ref.substring(0, hash);
        var service = hash < 0 ? DEFAULT_SERVICE : ref.substring(hash);
        if (!Did.isValid(did)) {
            throw malformed(ref);
        }
        return service(new Did(did), service);
    }

    private Endpoint service(Did did, String service) {
        return find(identities.resolve(did), service)
                .or(() -> find(identities.fresh(did), service))
                .orElseThrow(() -> AtprotoProblem.ENDPOINT_NOT_FOUND.because("%s has no service %s", did, service));
    }

    private static Optional<Endpoint> find(DidDocument document, String service) {
        return Optional.ofNullable(document.services().get(service)).map(Endpoints::at);
    }

    /** The audience is the host that answers, its port left as it is: what the reference implementation expects. */
    private static Endpoint at(URI base) {
        return new Endpoint(base, "did:web:" + base.getRawAuthority());
    }

    private static URI origin(String ref) {
        try {
            var uri = URI.create(ref.replaceFirst("/+$", ""));
            var isHttp = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (isHttp && uri.getHost() != null && uri.getRawPath().isEmpty() && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw malformed(ref).causedBy(e);
        }
        throw malformed(ref);
    }

    private static ProblemException malformed(String ref) {
        return AtprotoProblem.INVALID_IDENTIFIER.because("%s is neither an https origin nor did#service", ref);
    }
}

package org.computecontracts.atproto.xrpc;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.kernel.ProblemException;

/** Checks the tokens by which accounts of any PDS call our XRPC methods (AT Protocol, inter-service authentication). */
@ApplicationScoped
public class ServiceAuth {
    @Inject
    Identities identities;

    @Inject
    Clock clock;

    private final UsedTokens used = new UsedTokens();

    /** Outside the container. */
    public static ServiceAuth with(Identities identities, Clock clock) {
        var auth = new ServiceAuth();
        auth.identities = identities;
        auth.clock = clock;
        return auth;
    }

    /**
     * What callers may name as audience to reach the given service of ours: our did:web in the spellings in use and the
     * given DIDs, each alone and with the service's fragment.
     *
     * @param service without its {@code #}
     */
    public static Set<String> audiences(URI publicUrl, String service, Did... others) {
        var dids = new LinkedHashSet<String>();
        var host = "did:web:" + publicUrl.getHost();
        dids.add(host);
        if (publicUrl.getPort() >= 0) {
            dids.add(host + ":" + publicUrl.getPort());
            dids.add(host + "%3A" + publicUrl.getPort());
        }
        List.of(others).forEach(did -> dids.add(did.value()));
        var audiences = new HashSet<>(dids);
        dids.forEach(did -> audiences.add(did + "#" + service));
        return audiences;
    }

    /** The caller. XrpcError 401 when the token is not for us, not for this method, expired, replayed or forged. */
    public Did verify(String jwt, Set<String> audiences, Nsid lxm) {
        var caller = look(jwt, audiences, lxm);
        // Only tokens that verify are remembered, so strangers cannot fill the memory
        used.add(ServiceToken.parse(jwt), clock.instant());
        return caller;
    }

    /** The same, and the token can still be used. */
    public Did look(String jwt, Set<String> audiences, Nsid lxm) {
        var token = ServiceToken.parse(jwt);
        token.check(audiences, lxm, clock.instant());
        var caller = token.issuer();
        if (!isAuthentic(token, caller)) {
            throw ServiceToken.refused("BadJwtSignature", "jwt signature does not match jwt issuer");
        }
        used.check(token, clock.instant());
        return caller;
    }

    /** For a token that verified: the call it was for has failed, and may be tried again. */
    public void giveBack(String jwt) {
        used.remove(ServiceToken.parse(jwt));
    }

    /** Whether it names a method, as no token of a session does: nothing is known of it yet. */
    public static boolean isServiceToken(String jwt) {
        try {
            return ServiceToken.parse(jwt).claims().hasNonNull("lxm");
        } catch (XrpcError e) {
            return false; // no token at all, which whoever takes the others has words for
        }
    }

    /** Whether a labeler calls and not the account whose DID it has; nothing else is known of it yet. XrpcError 401. */
    public static boolean isOfLabeler(String jwt) {
        return ServiceToken.parse(jwt).isOfLabeler();
    }

    /** A key may have changed since the document was fetched: doubt the document once before doubting the token. */
    private boolean isAuthentic(ServiceToken token, Did caller) {
        try {
            return token.isSignedBy(identities.resolve(caller)) || token.isSignedBy(identities.fresh(caller));
        } catch (ProblemException e) {
            throw ServiceToken.refused("BadJwtIss", "jwt issuer cannot be resolved: " + e.detail());
        }
    }
}

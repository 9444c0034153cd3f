package org.computecontracts.pds;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.xrpc.Allowance;
import org.computecontracts.atproto.xrpc.XrpcError;
import org.computecontracts.kernel.http.ClientAddress;
import org.computecontracts.kernel.limits.BucketStore;
import org.computecontracts.kernel.limits.Quota;

/**
 * How often one may try what could be guessed or flooded, by the reference implementation's numbers, on all nodes together.
 * Each answers with what is left, as response headers, or refuses with RateLimitExceeded. (What is written to a repository is
 * counted in its own row, with the lock that a write takes anyway.)
 */
@ApplicationScoped
public class Limits {
    private static final Duration SHORT = Duration.ofMinutes(5);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final List<Quota> RENAMING = List.of(new Quota(10, SHORT), new Quota(50, DAY));
    private static final List<Quota> CODES = List.of(new Quota(5, HOUR), new Quota(15, DAY));
    private static final List<Quota> UPLOADS = List.of(new Quota(1000, DAY));
    private static final Quota DELETIONS = new Quota(50, SHORT);
    private static final Quota QUESTIONS = new Quota(3000, SHORT);

    @Inject
    PdsSettings settings;

    @Inject
    BucketStore buckets;

    /**
     * With one identifier from one address, so that nobody shuts another out; and from everywhere together only so often that
     * passwords are not guessed.
     */
    public Map<String, String> signIn(String identifier, String address) {
        ofAddress("sign-ins", address, new Quota(settings.signInsPerAddress(), SHORT));
        var key = "sign-in " + identifier.toLowerCase(Locale.ROOT);
        // What is refused here does not count below: one address alone does not use that up
        var near =
                ClientAddress.isOurselves(address) ? Map.<String, String>of() : counted(key + " " + address, guesses());
        counted(key, List.of(new Quota(settings.signInsFromEverywhereADay(), DAY)));
        return near;
    }

    /** Of one's own password by somebody who is signed in: strangers who guess take nothing from it. */
    public Map<String, String> confirmation(Did did) {
        return counted("confirm " + did, guesses());
    }

    private List<Quota> guesses() {
        return List.of(
                new Quota(settings.signInsPerIdentifier(), SHORT), new Quota(settings.signInsPerIdentifierADay(), DAY));
    }

    public Map<String, String> renaming(Did did) {
        return counted("handle " + did, RENAMING);
    }

    /** Codes that others send by mail. */
    public Map<String, String> code(Did did) {
        return counted("code " + did, CODES);
    }

    /** Of blobs; counted by account: behind one address there may be many. */
    public Map<String, String> upload(Did did) {
        return counted("blob " + did, UPLOADS);
    }

    /** The most that a repository may have which is imported. */
    public int importBytes() {
        return settings.importBytes();
    }

    public Map<String, String> deletion(String address) {
        return ofAddress("deletions", address, DELETIONS);
    }

    /** A new account, or what else leaves something behind without one. */
    public Map<String, String> signUp(String address) {
        return ofAddress("sign-ups", address, new Quota(settings.signUpsPerAddress(), SHORT));
    }

    /** What makes us ask others. */
    public void question(String address) {
        ofAddress("questions", address, QUESTIONS);
    }

    /** A DID in the directory, which speaks no XRPC: RATE_LIMIT_EXCEEDED. */
    public void registration(String address) {
        try {
            signUp(address);
        } catch (XrpcError e) {
            throw PdsProblem.RATE_LIMIT_EXCEEDED
                    .because("Too many registrations from one address")
                    .causedBy(e);
        }
    }

    /** Our own portal asks for many people, and has counted them. */
    private Map<String, String> ofAddress(String what, String address, Quota quota) {
        return ClientAddress.isOurselves(address) ? Map.of() : counted(what + " " + address, List.of(quota));
    }

    private Map<String, String> counted(String key, List<Quota> quotas) {
        var tighter = quotas.stream()
                .map(quota -> Allowance.of(buckets.take(key, quota)))
                .reduce(Allowance::tighter)
                .orElseThrow();
        if (tighter.isExceeded()) {
            throw tighter.exceeded();
        }
        return tighter.headers();
    }
}

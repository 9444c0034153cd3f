package org.computecontracts.pds;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.computecontracts.atproto.Allowance;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.RateLimit;
import org.computecontracts.atproto.XrpcError;
import org.computecontracts.kernel.ClientAddress;

/**
 * How often one may try what could be guessed or flooded, by the reference implementation's numbers. What protects an account
 * is counted in the database, for all nodes; what protects a node from one address, by each node for itself. Each answers with
 * what is left, as response headers, or refuses with RateLimitExceeded.
 */
@ApplicationScoped
public class Limits {
    private static final Duration SHORT = Duration.ofMinutes(5);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final List<Quota> RENAMING = List.of(new Quota(10, SHORT), new Quota(50, DAY));
    private static final List<Quota> CODES = List.of(new Quota(5, HOUR), new Quota(15, DAY));
    private static final int DELETIONS = 50;
    private static final int QUESTIONS = 3000;
    private static final int UPLOADS_A_DAY = 1000;

    @Inject
    PdsSettings settings;

    @Inject
    AttemptStore attempts;

    @Inject
    Clock clock;

    private final RateLimit deletions = new RateLimit(DELETIONS, SHORT);
    private final RateLimit questions = new RateLimit(QUESTIONS, SHORT);
    private RateLimit byAddress = new RateLimit(0, SHORT);
    private RateLimit signUps = new RateLimit(0, SHORT);

    private record Quota(int most, Duration window) {}

    @PostConstruct
    void start() {
        byAddress = new RateLimit(settings.signInsPerAddress(), SHORT);
        signUps = new RateLimit(settings.signUpsPerAddress(), SHORT);
    }

    /**
     * With one identifier from one address, so that nobody shuts another out; and from everywhere together only so often that
     * passwords are not guessed. The identifier may be what somebody types into the wrong field: a password. So it is hashed.
     */
    Map<String, String> signIn(String identifier, String address) {
        spent(byAddress, address);
        var key = "sign-in " + Cid.ofRaw(identifier.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
        // What is refused here does not count below: one address alone does not use that up
        var near =
                ClientAddress.isOurselves(address) ? Map.<String, String>of() : counted(key + " " + address, guesses());
        counted(key, List.of(new Quota(settings.signInsFromEverywhereADay(), DAY)));
        return near;
    }

    /** Of one's own password by somebody who is signed in: strangers who guess take nothing from it. */
    Map<String, String> confirmation(Did did) {
        return counted("confirm " + did, guesses());
    }

    private List<Quota> guesses() {
        return List.of(
                new Quota(settings.signInsPerIdentifier(), SHORT), new Quota(settings.signInsPerIdentifierADay(), DAY));
    }

    Map<String, String> renaming(Did did) {
        return counted("handle " + did, RENAMING);
    }

    /** Codes that others send by mail. */
    public Map<String, String> code(Did did) {
        return counted("code " + did, CODES);
    }

    /** Of blobs; counted by account: behind one address there may be many. */
    Map<String, String> upload(Did did) {
        return counted("blob " + did, List.of(new Quota(UPLOADS_A_DAY, DAY)));
    }

    /** The most that a repository may have which is imported. */
    public int importBytes() {
        return settings.importBytes();
    }

    public Map<String, String> deletion(String address) {
        return spent(deletions, address);
    }

    /** A new account, or what else leaves something behind without one. */
    public Map<String, String> signUp(String address) {
        return spent(signUps, address);
    }

    /** What makes us ask others. */
    void question(String address) {
        spent(questions, address);
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
    private Map<String, String> spent(RateLimit limit, String address) {
        return ClientAddress.isOurselves(address)
                ? Map.of()
                : limit.attempt(address, clock.instant()).headers();
    }

    private Map<String, String> counted(String key, List<Quota> quotas) {
        var tighter = quotas.stream()
                .map(quota -> attempts.attempt(
                        key + " " + quota.window().toSeconds(), quota.most(), quota.window(), clock.instant()))
                .reduce(Allowance::tighter)
                .orElseThrow();
        if (tighter.isExceeded()) {
            throw tighter.exceeded();
        }
        return tighter.headers();
    }
}

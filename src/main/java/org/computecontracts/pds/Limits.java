package org.computecontracts.pds;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.computecontracts.atproto.Cid;

/**
 * How often one may try what could be guessed or flooded. What protects a password is counted in the database, for all nodes;
 * what protects a node from one address, by each node for itself.
 */
@ApplicationScoped
public class Limits {
    private static final Duration SHORT = Duration.ofMinutes(5);
    private static final Duration DAY = Duration.ofDays(1);

    @Inject
    PdsSettings settings;

    @Inject
    AttemptStore attempts;

    @Inject
    Clock clock;

    private RateLimit byAddress = new RateLimit(0, SHORT);
    private RateLimit signUps = new RateLimit(0, SHORT);

    @PostConstruct
    void start() {
        byAddress = new RateLimit(settings.signInsPerAddress(), SHORT);
        signUps = new RateLimit(settings.signUpsPerAddress(), SHORT);
    }

    /** What is left for this identifier; RateLimitExceeded when it is nothing. */
    Allowance signIn(String identifier, String address) {
        byAddress.attempt(address, clock.instant());
        // Hashed: what people type into this field may be a password
        var key = "sign-in " + Cid.ofRaw(identifier.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
        var now = clock.instant();
        var inShort = attempts.attempt(key + " 300", settings.signInsPerIdentifier(), SHORT, now);
        var inDay = attempts.attempt(key + " 86400", settings.signInsPerIdentifierADay(), DAY, now);
        var tighter = Allowance.tighter(inShort, inDay);
        if (inShort.isExceeded() || inDay.isExceeded()) {
            throw tighter.exceeded();
        }
        return tighter;
    }

    /** A new account, or a DID registered without one. */
    public void signUp(String address) {
        signUps.attempt(address, clock.instant());
    }
}

package org.computecontracts.pds;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;

/** How often one may try what could be guessed or flooded. */
@ApplicationScoped
public class Limits {
    private static final Duration WINDOW = Duration.ofMinutes(5);

    @Inject
    PdsSettings settings;

    @Inject
    Clock clock;

    private RateLimit byIdentifier = new RateLimit(0, WINDOW);
    private RateLimit byAddress = new RateLimit(0, WINDOW);
    private RateLimit signUps = new RateLimit(0, WINDOW);

    @PostConstruct
    void start() {
        byIdentifier = new RateLimit(settings.signInsPerIdentifier(), WINDOW);
        byAddress = new RateLimit(settings.signInsPerAddress(), WINDOW);
        signUps = new RateLimit(settings.signUpsPerAddress(), WINDOW);
    }

    void signIn(String identifier, String address) {
        byAddress.attempt(address, clock.instant());
        byIdentifier.attempt(identifier.toLowerCase(Locale.ROOT), clock.instant());
    }

    /** A new account, or a DID registered without one. */
    public void signUp(String address) {
        signUps.attempt(address, clock.instant());
    }
}

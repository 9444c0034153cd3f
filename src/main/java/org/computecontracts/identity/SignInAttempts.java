package org.computecontracts.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Slows down the guessing of passwords; counted on each node by itself, in windows that start with the first attempt. */
@ApplicationScoped
class SignInAttempts {
    /** The oldest windows go first: to push one's own out takes more keys than a thousand neighbourhoods may have. */
    private static final int MOST_KEYS = 100_000;

    @Inject
    IdentitySettings settings;

    @Inject
    Clock clock;

    private final Map<String, Window> windows = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > MOST_KEYS;
        }
    };

    private record Window(Instant until, int attempts) {}

    /** Counts before the attempt is made, so that many at once do not slip through. */
    synchronized void take(String key, int most) {
        var now = clock.instant();
        var window = windows.get(key);
        if (window == null || !window.until().isAfter(now)) {
            windows.remove(key);
            windows.put(key, new Window(now.plus(settings.signInWindow()), 1));
            return;
        }
        if (window.attempts() >= most) {
            throw IdentityProblem.TOO_MANY_ATTEMPTS.because(
                    "Too many sign-in attempts: try again in %d minutes",
                    Duration.between(now, window.until()).toMinutes() + 1);
        }
        windows.put(key, new Window(window.until(), window.attempts() + 1));
    }

    synchronized void forget(String key) {
        windows.remove(key);
    }
}

package org.computecontracts.identity.signin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.computecontracts.identity.IdentityProblem;
import org.computecontracts.identity.IdentitySettings;
import org.computecontracts.kernel.limits.BucketStore;
import org.computecontracts.kernel.limits.Quota;

/** Slows down the guessing of passwords, on all nodes together, in windows that start with the first attempt. */
@ApplicationScoped
public class SignInAttempts {
    @Inject
    BucketStore buckets;

    @Inject
    IdentitySettings settings;

    @Inject
    Clock clock;

    /** TOO_MANY_ATTEMPTS when it is one too many. */
    void take(String key, int most) {
        var attempt = buckets.take(key, quota(most));
        if (!attempt.granted()) {
            throw IdentityProblem.TOO_MANY_ATTEMPTS.because(
                    "Too many sign-in attempts: try again in %d minutes",
                    Duration.between(clock.instant(), attempt.reset()).toMinutes() + 1);
        }
    }

    void forget(String key, int most) {
        buckets.forget(key, quota(most));
    }

    private Quota quota(int most) {
        return new Quota(most, settings.signInWindow());
    }
}

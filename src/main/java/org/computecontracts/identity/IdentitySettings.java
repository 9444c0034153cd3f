package org.computecontracts.identity;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.computecontracts.kernel.Settings;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How people sign in and for how long. */
@Dependent
public class IdentitySettings {
    @Inject
    Settings settings;

    /** The PDS on which sign-up creates accounts; unset, the portal's own under the public URL. */
    @Inject
    @ConfigProperty(name = "cc.identity.sign-up-pds")
    Optional<URI> signUpPds = Optional.empty();

    /** How long a browser session lasts without a request, as ISO-8601 duration. */
    @Inject
    @ConfigProperty(name = "cc.identity.session-idle", defaultValue = "PT30M")
    Duration sessionIdle = Duration.ofMinutes(30);

    /** How long a browser session lasts at most, as ISO-8601 duration. */
    @Inject
    @ConfigProperty(name = "cc.identity.session-life", defaultValue = "PT12H")
    Duration sessionLife = Duration.ofHours(12);

    /** Sign-in attempts allowed for one account from one neighbourhood within the window, which for all accounts has ten times as many. */
    @Inject
    @ConfigProperty(name = "cc.identity.sign-in-attempts", defaultValue = "10")
    int signInAttempts = 10;

    /** The window in which sign-in attempts are counted, as ISO-8601 duration. */
    @Inject
    @ConfigProperty(name = "cc.identity.sign-in-window", defaultValue = "PT10M")
    Duration signInWindow = Duration.ofMinutes(10);

    /** How long one node may take to refresh a PDS session before another tries, as ISO-8601 duration. */
    @Inject
    @ConfigProperty(name = "cc.identity.refresh-lease", defaultValue = "PT30S")
    Duration refreshLease = Duration.ofSeconds(30);

    /** The longest life of an API token, as ISO-8601 duration. */
    @Inject
    @ConfigProperty(name = "cc.identity.token-life", defaultValue = "P365D")
    Duration tokenLife = Duration.ofDays(365);

    /** Where a browser on this machine reaches the server behind the front; authorization servers send it there. */
    @Inject
    @ConfigProperty(name = "cc.identity.loopback-origin", defaultValue = "http://127.0.0.1:8080")
    URI loopbackOrigin = URI.create("http://127.0.0.1:8080");

    /** How long a sign-in at another server may take, as ISO-8601 duration. */
    @Inject
    @ConfigProperty(name = "cc.identity.attempt-life", defaultValue = "PT10M")
    Duration attemptLife = Duration.ofMinutes(10);

    /** How long one key proves the portal to other servers before another takes its place, as ISO-8601 duration. */
    @Inject
    @ConfigProperty(name = "cc.identity.client-key-life", defaultValue = "P180D")
    Duration clientKeyLife = Duration.ofDays(180);

    /** Keys made before this instant are given up at once, and the sessions got with them; for a key that others may know. */
    @Inject
    @ConfigProperty(name = "cc.identity.client-keys-from")
    Optional<Instant> clientKeysFrom = Optional.empty();

    /** How long an invitation can be accepted, as ISO-8601 duration. */
    @Inject
    @ConfigProperty(name = "cc.identity.invitation-life", defaultValue = "P14D")
    Duration invitationLife = Duration.ofDays(14);

    public boolean isSignUpPds(URI pds) {
        return pds.resolve("/").equals(signUpPds().resolve("/"));
    }

    public URI signUpPds() {
        return signUpPds.orElseGet(() -> settings.publicUrl());
    }

    public Duration sessionIdle() {
        return sessionIdle;
    }

    public Duration sessionLife() {
        return sessionLife;
    }

    public int signInAttempts() {
        return signInAttempts;
    }

    public Duration signInWindow() {
        return signInWindow;
    }

    public Duration refreshLease() {
        return refreshLease;
    }

    public Duration tokenLife() {
        return tokenLife;
    }

    public URI loopbackOrigin() {
        return loopbackOrigin;
    }

    public Duration attemptLife() {
        return attemptLife;
    }

    public Duration clientKeyLife() {
        return clientKeyLife;
    }

    public Instant clientKeysFrom() {
        return clientKeysFrom.orElse(Instant.EPOCH);
    }

    public Duration invitationLife() {
        return invitationLife;
    }
}

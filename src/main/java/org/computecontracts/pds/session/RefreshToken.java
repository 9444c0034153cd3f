package org.computecontracts.pds.session;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.jspecify.annotations.Nullable;

/**
 * One refresh token of a session. Used once it names its successor, and for a grace period gives the same one again: an
 * answer may have been lost on its way.
 *
 * @param app the name of the app password it was opened with; null for the account's own
 */
record RefreshToken(
        UUID id,
        Did did,
        Instant expiresAt,
        @Nullable UUID successor,
        Scope scope,
        @Nullable String app) {
    static RefreshToken first(Did did, Optional<AppPassword> app, Instant expiresAt) {
        var scope = app.map(AppPassword::scope).orElse(Scope.FULL);
        return new RefreshToken(
                UUID.randomUUID(),
                did,
                expiresAt,
                null,
                scope,
                app.map(AppPassword::name).orElse(null));
    }

    /** For the same session. */
    RefreshToken next(Instant until) {
        return new RefreshToken(UUID.randomUUID(), did, until, null, scope, app);
    }

    boolean belongsTo(Did other, Instant now) {
        return did.equals(other) && now.isBefore(expiresAt);
    }
}

package org.computecontracts.pds;

import java.time.Instant;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.jspecify.annotations.Nullable;

/**
 * One refresh token of a session. Used once it names its successor, and for a grace period gives the same one again: an
 * answer may have been lost on its way.
 */
record RefreshToken(
        UUID id, Did did, Instant expiresAt, @Nullable UUID successor) {
    boolean belongsTo(Did other, Instant now) {
        return did.equals(other) && now.isBefore(expiresAt);
    }
}

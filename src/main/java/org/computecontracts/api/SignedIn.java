package org.computecontracts.api;

import java.time.Instant;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;

/**
 * The answer to a sign-in.
 *
 * @param token for {@code Authorization: Bearer}; shown once
 */
public record SignedIn(UUID tenant, Did did, Handle handle, String token, Instant expiresAt) {
    @Override
    public String toString() {
        return "SignedIn[" + handle + "]";
    }
}

package org.computecontracts.identity.token;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.Right;

/**
 * A token for the REST API, without the secret: that is shown once and not kept.
 *
 * @param maker with whose membership it ends
 * @param rights those that it was given and that its maker has, too
 */
public record ApiToken(
        UUID id,
        String name,
        Did maker,
        Set<Right> rights,
        Instant createdAt,
        Instant expiresAt,
        Optional<Instant> lastUsedAt) {
    public ApiToken {
        rights = Set.copyOf(rights);
    }
}

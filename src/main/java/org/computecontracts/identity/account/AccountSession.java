package org.computecontracts.identity.account;

import java.time.Instant;
import java.util.Optional;

/**
 * What there is to know of a tenant's session at its PDS, without its secrets.
 *
 * @param issuer the authorization server; empty for a session got by a password
 * @param scope as granted; empty for a session got by a password, which may do everything
 * @param renewedAt when the last pair of tokens came, or it ended
 * @param endedBecause why, and what to do about it, where that is known
 */
public record AccountSession(
        Optional<String> issuer,
        Optional<String> scope,
        Instant since,
        Instant renewedAt,
        boolean ended,
        Optional<String> endedBecause) {}

package org.computecontracts.wif.proxy;

import java.time.Instant;
import java.util.Optional;
import org.computecontracts.atproto.StrongRef;

/**
 * What a workload asked of its requester's repository, and what came of it.
 *
 * @param created the record that the repository said it wrote
 */
public record ProxiedCall(
        Instant at,
        boolean allowed,
        String issuer,
        String subject,
        String path,
        Optional<StrongRef> created,
        String reason) {}

package org.computecontracts.trust;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A tenant's policy. Versions are kept, since decisions rest on them.
 *
 * @param version 0 for the default one, which nobody has saved
 */
public record Policy(int version, List<Rule> rules, BigDecimal maxPrice, int maxDepth, Optional<Instant> changedAt) {
    public Policy {
        rules = List.copyOf(rules);
    }
}

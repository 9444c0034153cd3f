package org.computecontracts.trust;

import java.math.BigDecimal;
import java.util.List;
import org.computecontracts.kernel.Amount;

/**
 * Rules as an owner writes them; checked when saved.
 *
 * @param rules tried in order; the first that matches decides, and none denies
 * @param maxPrice what the rules know as {@code maxPrice}, in units of the bid's currency
 * @param maxDepth how many hops from the tenant's own vouches count: 1 to 3
 */
public record NewPolicy(List<Rule> rules, @Amount BigDecimal maxPrice, int maxDepth) {
    public NewPolicy {
        rules = List.copyOf(rules);
    }
}

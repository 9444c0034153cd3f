package org.computecontracts.trust;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What holds for a tenant who has saved no policy: the denounced never, the vouched within a price, nobody else. */
final class DefaultPolicy {
    private static final List<Rule> RULES = List.of(
            new Rule("denounced", Rule.Effect.DENY, "verdict == 'denounced'", "{judgement}."),
            new Rule("not vouched for", Rule.Effect.DENY, "verdict != 'vouched'", "{judgement}."),
            new Rule(
                    "within the price",
                    Rule.Effect.ALLOW,
                    "cost <= maxPrice",
                    "{judgement}; {price} is within your limit of {maxPrice}."),
            new Rule("over the price", Rule.Effect.DENY, "true", "{price} is over your limit of {maxPrice}."));

    private DefaultPolicy() {}

    static Policy with(BigDecimal maxPrice) {
        return new Policy(0, RULES, maxPrice, 1, Optional.empty());
    }
}

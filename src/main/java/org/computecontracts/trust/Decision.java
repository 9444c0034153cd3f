package org.computecontracts.trust;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.computecontracts.atproto.StrongRef;

/**
 * What a policy said to one bid, with all it rests on.
 *
 * @param reason one sentence for people
 * @param rule name of the rule that decided; {@code (no rule)} when none matched
 * @param policyVersion 0 is the default policy
 * @param inputs the records read: RFP, bid, terms, others, vouches
 */
public record Decision(
        UUID id,
        StrongRef bid,
        boolean allow,
        String reason,
        String rule,
        Verdict verdict,
        List<StrongRef> inputs,
        Instant at,
        int policyVersion) {
    public Decision {
        inputs = List.copyOf(inputs);
    }
}

package org.computecontracts.market.contract;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.market.protocol.Check;

/**
 * One thing that happened in a contract.
 *
 * @param actor who did it
 * @param checks what was recomputed and found right; none when there was nothing to check
 */
public record Step(
        StepKind kind,
        Instant at,
        Did actor,
        Optional<StrongRef> record,
        Map<Fact, String> facts,
        List<Check> checks) {}

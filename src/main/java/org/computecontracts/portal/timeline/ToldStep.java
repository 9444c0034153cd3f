package org.computecontracts.portal.timeline;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.market.contract.Fact;
import org.computecontracts.market.contract.Step;
import org.computecontracts.market.contract.StepKind;
import org.computecontracts.market.protocol.Check;

/**
 * A step with its words.
 *
 * @param number its place in the story
 * @param checked what was checked, in a few words; empty when nothing was
 */
public record ToldStep(
        StepKind kind,
        int number,
        Instant at,
        Did actor,
        Optional<StrongRef> record,
        Map<Fact, String> facts,
        List<Check> checks,
        String title,
        String detail,
        String checked) {
    static ToldStep of(Step step, String title, String detail, String checked) {
        return new ToldStep(
                step.kind(),
                step.kind().stage().number(),
                step.at(),
                step.actor(),
                step.record(),
                step.facts(),
                step.checks(),
                title,
                detail,
                checked);
    }
}

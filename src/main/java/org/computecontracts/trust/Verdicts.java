package org.computecontracts.trust;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.computecontracts.atproto.Did;

/** The rules that make a verdict out of judgements (market spec 6.6). */
final class Verdicts {
    private Verdicts() {}

    /**
     * @param judgements of one account; empty when it cannot be asked, in which case nothing said for the subject from that hop
     *     on counts: a denounce may have been missed
     */
    static Verdict of(Did evaluator, Subject subject, int maxDepth, Function<Did, Optional<List<Vouch>>> judgements) {
        if (subject.isRunBy(evaluator)) {
            return own(evaluator, subject);
        }
        var reach = new Reach(evaluator);
        for (var depth = 1; depth <= maxDepth; depth++) {
            reach.step(judgements);
            var denounced = subject.denounced(reach);
            if (denounced.isPresent()) {
                return denounced.get();
            }
            var vouched = subject.vouched(reach);
            if (vouched.isPresent()) {
                return reach.isComplete() ? vouched.get() : new Verdict.Unknown();
            }
        }
        return new Verdict.Unknown();
    }

    /** One's own account needs no vouch (market spec 6.2, direct_network). */
    private static Verdict own(Did evaluator, Subject subject) {
        var path = subject.did().equals(evaluator) ? List.of(evaluator) : List.of(evaluator, subject.did());
        return new Verdict.Vouched(
                evaluator, path, "", subject.confirmed().getOrDefault(evaluator, List.of()), Instant.EPOCH);
    }
}

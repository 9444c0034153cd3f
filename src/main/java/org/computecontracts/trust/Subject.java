package org.computecontracts.trust;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;

/**
 * Whom a verdict is about: an account and those who run it. What is said against an operator counts as soon as the account
 * claims it; what is said for an operator counts only when the operator confirms the claim (market spec 6.3).
 *
 * @param claimed operators by the account's own word, with the records that say so
 * @param confirmed those of them who say the same
 */
record Subject(Did did, Map<Did, List<StrongRef>> claimed, Map<Did, List<StrongRef>> confirmed) {
    Subject {
        claimed = Map.copyOf(claimed);
        confirmed = Map.copyOf(confirmed);
    }

    static Subject alone(Did did) {
        return new Subject(did, Map.of(), Map.of());
    }

    boolean isRunBy(Did other) {
        return did.equals(other) || confirmed.containsKey(other);
    }

    Optional<Verdict> denounced(Reach reach) {
        return heard(reach, claimed)
                .filter(Trail::isDenounce)
                .findFirst()
                .map(trail -> new Verdict.Denounced(
                        trail.last().by(),
                        path(trail),
                        trail.last().reason(),
                        evidence(trail, claimed),
                        trail.last().at()));
    }

    Optional<Verdict> vouched(Reach reach) {
        return heard(reach, confirmed)
                .filter(trail -> !trail.isDenounce())
                .findFirst()
                .map(trail -> new Verdict.Vouched(
                        trail.last().by(),
                        path(trail),
                        trail.last().reason(),
                        evidence(trail, confirmed),
                        trail.last().at()));
    }

    /** In an order of its own, so that the same judgements always give the same evidence. */
    private Stream<Trail> heard(Reach reach, Map<Did, List<StrongRef>> operators) {
        return Stream.concat(Stream.of(did), operators.keySet().stream().sorted(Comparator.comparing(Did::value)))
                .flatMap(about -> reach.about(about).stream());
    }

    private List<Did> path(Trail trail) {
        var path = new ArrayList<>(trail.path());
        if (!trail.last().subject().equals(did)) {
            path.add(did);
        }
        return path;
    }

    private static List<StrongRef> evidence(Trail trail, Map<Did, List<StrongRef>> operators) {
        var evidence = new ArrayList<>(trail.evidence());
        evidence.addAll(operators.getOrDefault(trail.last().subject(), List.of()));
        return evidence;
    }
}

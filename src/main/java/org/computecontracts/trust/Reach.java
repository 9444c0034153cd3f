package org.computecontracts.trust;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.computecontracts.atproto.Did;

/**
 * How far an account's trust reaches (market spec 6.6). Each step goes one hop further: those vouched for at the hop before
 * are heard, about everybody of whom nobody nearer speaks; a denounce wins over vouches of the same hop, and the denounced
 * are never heard.
 */
final class Reach {
    private static final int MOST_JUDGES = 500;

    private final Did evaluator;
    private final Map<Did, Trail> settled = new LinkedHashMap<>();
    private List<Trail> heardNext = List.of();
    private int depth;
    private int judges;
    private boolean complete = true;

    Reach(Did evaluator) {
        this.evaluator = evaluator;
    }

    /** Goes one hop further. An empty answer says that somebody could not be asked. */
    void step(Function<Did, Optional<List<Vouch>>> judgements) {
        var said = new LinkedHashMap<Did, Trail>();
        if (depth == 0) {
            hear(evaluator, new Trail(List.of()), judgements, said);
        }
        for (var trail : heardNext) {
            hear(trail.last().subject(), trail, judgements, said);
        }
        settled.putAll(said);
        heardNext = said.values().stream().filter(trail -> !trail.isDenounce()).toList();
        depth++;
    }

    private void hear(Did judge, Trail trail, Function<Did, Optional<List<Vouch>>> judgements, Map<Did, Trail> said) {
        var heard = judges++ < MOST_JUDGES ? judgements.apply(judge) : Optional.<List<Vouch>>empty();
        complete &= heard.isPresent();
        for (var vouch : heard.orElse(List.of())) {
            var about = vouch.subject();
            if (!settled.containsKey(about) && !about.equals(evaluator) && !about.equals(judge)) {
                said.merge(about, trail.and(vouch), Reach::denounceFirst);
            }
        }
    }

    private static Trail denounceFirst(Trail one, Trail other) {
        return !one.isDenounce() && other.isDenounce() ? other : one;
    }

    /** Whether everybody who should be heard has been; if not, a denounce may have been missed. */
    boolean isComplete() {
        return complete;
    }

    Optional<Trail> about(Did did) {
        return Optional.ofNullable(settled.get(did));
    }

    List<Trail> all() {
        return new ArrayList<>(settled.values());
    }
}

package org.computecontracts.trust;

import java.util.ArrayList;
import java.util.List;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;

/** The judgements that lead from an account to what is said of another: vouches, and a last one of either kind. */
record Trail(List<Vouch> hops) {
    Trail {
        hops = List.copyOf(hops);
    }

    Trail and(Vouch next) {
        var longer = new ArrayList<>(hops);
        longer.add(next);
        return new Trail(longer);
    }

    Vouch last() {
        return hops.get(hops.size() - 1);
    }

    boolean isDenounce() {
        return last().isDenounce();
    }

    int depth() {
        return hops.size();
    }

    List<Did> path() {
        var path = new ArrayList<Did>();
        path.add(hops.get(0).by());
        hops.forEach(hop -> path.add(hop.subject()));
        return path;
    }

    List<StrongRef> evidence() {
        return hops.stream().map(Vouch::ref).toList();
    }
}

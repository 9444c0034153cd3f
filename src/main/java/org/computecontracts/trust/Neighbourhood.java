package org.computecontracts.trust;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.computecontracts.atproto.Did;

/** Walks two hops of a trust graph and draws what it meets, within bounds. */
final class Neighbourhood {
    private static final int HOPS = 2;
    private static final int MOST_NODES = 150;
    private static final int MOST_EDGES = 400;

    private final Did centre;
    private final Function<Did, Optional<List<Vouch>>> judgements;
    private final Map<Did, Integer> depths = new LinkedHashMap<>();
    private final Set<Vouch> edges = new LinkedHashSet<>();
    private int depth;
    private boolean cut;

    Neighbourhood(Did centre, Function<Did, Optional<List<Vouch>>> judgements) {
        this.centre = centre;
        this.judgements = judgements;
    }

    Graph draw(Function<Did, String> names) {
        depths.put(centre, 0);
        var reach = new Reach(centre);
        for (depth = 1; depth <= HOPS; depth++) {
            reach.step(this::met);
        }
        var nodes = depths.entrySet().stream()
                .map(node -> new Graph.Node(
                        node.getKey(), names.apply(node.getKey()), node.getValue(), verdict(reach, node.getKey())))
                .toList();
        return new Graph(nodes, edges(), cut);
    }

    private Optional<List<Vouch>> met(Did judge) {
        var said = judgements.apply(judge);
        said.ifPresent(this::note);
        return said;
    }

    private void note(Collection<Vouch> vouches) {
        for (var vouch : vouches) {
            var fits = depths.containsKey(vouch.subject()) || depths.size() < MOST_NODES;
            if (fits && edges.size() < MOST_EDGES) {
                depths.putIfAbsent(vouch.subject(), depth);
                edges.add(vouch);
            } else {
                cut = true;
            }
        }
    }

    private List<Graph.Edge> edges() {
        var drawn = new ArrayList<Graph.Edge>();
        for (var vouch : edges) {
            drawn.add(new Graph.Edge(vouch.by(), vouch.subject(), vouch.kind(), vouch.reason(), vouch.at()));
        }
        return drawn;
    }

    private String verdict(Reach reach, Did did) {
        if (did.equals(centre)) {
            return "vouched";
        }
        return reach.about(did)
                .map(trail -> trail.isDenounce() ? "denounced" : "vouched")
                .orElse("unknown");
    }
}

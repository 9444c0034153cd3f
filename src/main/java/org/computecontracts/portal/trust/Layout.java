package org.computecontracts.portal.trust;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.computecontracts.atproto.Did;
import org.computecontracts.trust.Graph;

/** Places for the accounts of a graph: each stands in the sector of who speaks of it, so that lines rarely cross. */
final class Layout {
    private static final double MARGIN_X = 90;
    private static final double MARGIN_Y = 55;

    private final Graph graph;
    private final int depth;
    private final Map<Did, Drawing.Spot> byDid = new HashMap<>();
    private final List<Drawing.Spot> spots = new ArrayList<>();

    Layout(Graph graph) {
        this.graph = graph;
        depth = graph.nodes().stream().mapToInt(Graph.Node::depth).max().orElse(0);
        graph.nodes().stream().filter(node -> node.depth() == 0).forEach(this::placeRoot);
    }

    List<Drawing.Spot> spots() {
        return List.copyOf(spots);
    }

    Map<Did, Drawing.Spot> byDid() {
        return byDid;
    }

    /** The first of its neighbours stands to the right, where the paper is wide. */
    private void placeRoot(Graph.Node root) {
        place(root, -Math.PI / Math.max(below(root).size(), 1), 2 * Math.PI);
    }

    /** The account in the middle of its sector, and those it speaks of in equal parts of it. */
    private void place(Graph.Node node, double from, double width) {
        var angle = from + width / 2;
        var far = depth == 0 ? 0 : (double) node.depth() / depth;
        var spot = new Drawing.Spot(
                node,
                Drawing.round(Drawing.WIDTH / 2.0 + (Drawing.WIDTH / 2.0 - MARGIN_X) * far * Math.cos(angle)),
                Drawing.round(Drawing.HEIGHT / 2.0 + (Drawing.HEIGHT / 2.0 - MARGIN_Y) * far * Math.sin(angle)));
        byDid.put(node.did(), spot);
        spots.add(spot);
        var below = below(node);
        for (var i = 0; i < below.size(); i++) {
            place(below.get(i), from + width * i / below.size(), width / below.size());
        }
    }

    /** Those one hop further of whom this account is the first to speak. */
    private List<Graph.Node> below(Graph.Node node) {
        return graph.nodes().stream()
                .filter(other -> other.depth() == node.depth() + 1)
                .filter(other -> graph.edges().stream()
                        .filter(edge -> edge.to().equals(other.did()) && depthOf(edge.from()) == node.depth())
                        .findFirst()
                        .filter(edge -> edge.from().equals(node.did()))
                        .isPresent())
                .toList();
    }

    private int depthOf(Did did) {
        return graph.nodes().stream()
                .filter(node -> node.did().equals(did))
                .mapToInt(Graph.Node::depth)
                .findFirst()
                .orElse(-1);
    }
}

package org.computecontracts.portal.trust;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.computecontracts.atproto.Did;
import org.computecontracts.trust.Graph;
import org.computecontracts.trust.Vouch;

/** A trust graph laid out: the tenant in the middle, everybody else on the circle of their distance. */
public record Drawing(List<Spot> spots, List<Line> lines) {
    static final int WIDTH = 640;
    static final int HEIGHT = 400;
    private static final double RADIUS = 26;
    private static final double PADDING = 55;

    /** Where an account stands. */
    public record Spot(Graph.Node node, double x, double y) {
        public String label() {
            var name = node.name();
            return name.length() > 18 ? name.substring(0, 12) + "…" + name.substring(name.length() - 4) : name;
        }

        public String sign() {
            return node.depth() == 0
                    ? ""
                    : switch (node.verdict()) {
                        case "vouched" -> "✓";
                        case "denounced" -> "✕";
                        default -> "?";
                    };
        }

        public String tone() {
            return node.depth() == 0
                    ? "own"
                    : switch (node.verdict()) {
                        case "vouched" -> "good";
                        case "denounced" -> "bad";
                        default -> "wait";
                    };
        }
    }

    /** One judgement, from edge to edge of the two circles. */
    public record Line(Graph.Edge edge, String from, String to, double x1, double y1, double x2, double y2) {
        public boolean denounce() {
            return edge.kind() == Vouch.Kind.DENOUNCE;
        }

        public String says() {
            var what = from + (denounce() ? " denounces " : " vouches for ") + to;
            return edge.reason().isEmpty() ? what : what + ": " + edge.reason();
        }
    }

    /** Of the paper, only the stripe that is used. */
    public double top() {
        return spots.stream().mapToDouble(Spot::y).min().orElse(0) - PADDING;
    }

    public double height() {
        return spots.stream().mapToDouble(Spot::y).max().orElse(HEIGHT) + PADDING - top();
    }

    static Drawing of(Graph graph) {
        var layout = new Layout(graph);
        return new Drawing(layout.spots(), lines(graph, layout.byDid()));
    }

    private static List<Line> lines(Graph graph, Map<Did, Spot> spots) {
        var lines = new ArrayList<Line>();
        for (var edge : graph.edges()) {
            var from = spots.get(edge.from());
            var to = spots.get(edge.to());
            if (from != null && to != null && !from.equals(to)) {
                lines.add(line(edge, from, to));
            }
        }
        return List.copyOf(lines);
    }

    private static Line line(Graph.Edge edge, Spot from, Spot to) {
        var length = Math.max(Math.hypot(to.x() - from.x(), to.y() - from.y()), 1);
        var dx = (to.x() - from.x()) / length;
        var dy = (to.y() - from.y()) / length;
        return new Line(
                edge,
                from.node().name(),
                to.node().name(),
                round(from.x() + dx * RADIUS),
                round(from.y() + dy * RADIUS),
                round(to.x() - dx * (RADIUS + 9)),
                round(to.y() - dy * (RADIUS + 9)));
    }

    static double round(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.1f", value));
    }
}

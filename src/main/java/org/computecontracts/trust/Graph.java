package org.computecontracts.trust;

import java.time.Instant;
import java.util.List;
import org.computecontracts.atproto.Did;

/**
 * The neighbourhood of a tenant, to be drawn.
 *
 * @param cut whether there is more than is shown
 */
public record Graph(List<Node> nodes, List<Edge> edges, boolean cut) {
    public Graph {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /**
     * One account.
     *
     * @param name its handle, or its DID where there is none
     * @param depth hops from the tenant, which is 0
     * @param verdict {@code vouched}, {@code denounced} or {@code unknown}
     */
    public record Node(Did did, String name, int depth, String verdict) {}

    /** One judgement. */
    public record Edge(Did from, Did to, Vouch.Kind kind, String reason, Instant at) {}
}

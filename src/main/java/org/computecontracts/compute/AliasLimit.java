package org.computecontracts.compute;

import static org.computecontracts.compute.ComputeProblem.USER_DATA_REFUSED;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Counts what aliases would unfold to, without unfolding them; a node inside itself never ends. */
final class AliasLimit {
    private static final int MOST = 20_000;

    private final IdentityHashMap<Node, Long> known = new IdentityHashMap<>();
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());

    void check(Node root) {
        if (of(root) > MOST) {
            throw USER_DATA_REFUSED.because("user_data unfolds to more than %d values", MOST);
        }
    }

    private long of(Node node) {
        var counted = known.get(node);
        if (counted != null) {
            return counted;
        }
        checkTag(node);
        if (!open.add(node)) {
            throw USER_DATA_REFUSED.because("user_data has an alias that contains itself");
        }
        var sum = 1 + children(node).stream().mapToLong(this::of).sum();
        open.remove(node);
        known.put(node, Math.min(sum, MOST + 1L));
        return known.get(node);
    }

    private static List<? extends Node> children(Node node) {
        return switch (node) {
            case SequenceNode sequence -> sequence.getValue();
            case MappingNode mapping ->
                mapping.getValue().stream()
                        .<Node>mapMulti((entry, into) -> {
                            into.accept(entry.getKeyNode());
                            into.accept(entry.getValueNode());
                        })
                        .toList();
            case CollectionNode<?> other -> throw new IllegalStateException("Unknown node " + other.getNodeId());
            default -> List.of();
        };
    }

    private static void checkTag(Node node) {
        if (!node.getTag().getValue().startsWith(Tag.PREFIX)
                || node.getTag().getValue().contains("python")) {
            throw USER_DATA_REFUSED.because(
                    "user_data uses the YAML tag %s", node.getTag().getValue());
        }
    }
}

package org.computecontracts.portal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.computecontracts.kernel.Json;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** A record as YAML, to be read by people: texts of several lines stand as they are. */
public final class Yaml {
    private static final Resolver RESOLVER = new Resolver();

    private Yaml() {}

    public static String of(ObjectNode record) {
        var writing = new DumperOptions();
        writing.setDefaultFlowStyle(FlowStyle.BLOCK);
        writing.setSplitLines(false);
        return new org.yaml.snakeyaml.Yaml(new Texts(writing), writing)
                .dump(Json.MAPPER.convertValue(record, Map.class));
    }

    /** Plain words need no quotes, except where other readers of YAML take them for something else. */
    private static ScalarStyle style(String text) {
        if (text.contains("\n")) {
            return ScalarStyle.LITERAL;
        }
        return text.matches("[A-Za-z][A-Za-z0-9._/-]*") && !isWord(text)
                ? ScalarStyle.PLAIN
                : ScalarStyle.DOUBLE_QUOTED;
    }

    private static boolean isWord(String text) {
        return !RESOLVER.resolve(NodeId.scalar, text, true).equals(Tag.STR) || text.matches("(?i)y|n");
    }

    private static final class Texts extends Representer {
        Texts(DumperOptions writing) {
            super(writing);
            representers.put(String.class, text -> representScalar(Tag.STR, (String) text, style((String) text)));
        }
    }
}

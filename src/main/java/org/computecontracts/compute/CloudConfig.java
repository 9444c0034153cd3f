package org.computecontracts.compute;

import static org.computecontracts.compute.ComputeProblem.USER_DATA_REFUSED;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.computecontracts.kernel.ProblemException;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The reading of user_data: everything that is not one plain cloud-config is refused by name. */
final class CloudConfig {
    private static final Set<String> LISTS = Set.of("write_files", "runcmd", "bootcmd", "packages");

    private CloudConfig() {}

    static List<NodeTuple> read(String text) {
        var plain = Header.inPlace(text);
        if (plain.isBlank()) {
            return List.of();
        }
        var documents = compose(plain);
        if (documents.size() > 1) {
            throw USER_DATA_REFUSED.because("user_data has %d YAML documents; it must be one", documents.size());
        }
        return documents.isEmpty() ? List.of() : entries(documents.get(0));
    }

    private static List<Node> compose(String text) {
        try {
            var documents = new ArrayList<Node>();
            yaml().composeAll(new StringReader(text)).forEach(documents::add);
            return documents;
        } catch (MarkedYAMLException e) {
            var where = e.getProblemMark();
            throw malformed(where == null ? "" : " at line " + (where.getLine() + 1), e);
        } catch (YAMLException e) {
            throw malformed(": " + e.getMessage(), e);
        }
    }

    private static ProblemException malformed(String where, YAMLException e) {
        return USER_DATA_REFUSED.because("user_data is malformed YAML" + where).causedBy(e);
    }

    private static List<NodeTuple> entries(Node document) {
        if (document instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL)) {
            return List.of();
        }
        if (!(document instanceof MappingNode mapping)) {
            throw USER_DATA_REFUSED.because("user_data is not a mapping of cloud-config keys");
        }
        new AliasLimit().check(mapping);
        var seen = new HashSet<String>();
        for (var entry : mapping.getValue()) {
            checkEntry(entry, seen);
        }
        return mapping.getValue();
    }

    private static void checkEntry(NodeTuple entry, Set<String> seen) {
        if (!(entry.getKeyNode() instanceof ScalarNode key)) {
            throw USER_DATA_REFUSED.because("user_data has a key that is not a word");
        }
        if (!seen.add(key.getValue())) {
            throw USER_DATA_REFUSED.because("user_data has the key %s twice", key.getValue());
        }
        var value = entry.getValueNode();
        if (!LISTS.contains(key.getValue()) || value.getTag().equals(Tag.NULL)) {
            return;
        }
        if (!(value instanceof SequenceNode list)) {
            throw USER_DATA_REFUSED.because("%s in user_data is not a list", key.getValue());
        }
        ListEntries.check(key.getValue(), list);
    }

    static boolean isNamed(NodeTuple entry, String key) {
        return entry.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key);
    }

    /** A mapper of nodes, never of values: nothing is constructed from tags. */
    static Yaml yaml() {
        var reading = new LoaderOptions();
        reading.setNestingDepthLimit(50);
        // Left to checkTag, which names the tag it refuses.
        reading.setTagInspector(tag -> true);
        var writing = new DumperOptions();
        writing.setSplitLines(false);
        writing.setWidth(Integer.MAX_VALUE);
        return new Yaml(
                new org.yaml.snakeyaml.constructor.SafeConstructor(reading),
                new org.yaml.snakeyaml.representer.Representer(writing),
                writing,
                reading);
    }
}

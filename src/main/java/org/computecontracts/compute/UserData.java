package org.computecontracts.compute;

import static org.computecontracts.compute.ComputeProblem.USER_DATA_REFUSED;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A cloud-config as its author wrote it. It is kept as YAML nodes, never as values: an unquoted {@code 0644} or a
 * script in a block comes out as it went in.
 */
public final class UserData {
    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_BYTES_COMPLETE = 512 * 1024;
    private static final String HEADER = "#cloud-config\n";

    private final List<NodeTuple> entries;

    private UserData(List<NodeTuple> entries) {
        this.entries = List.copyOf(entries);
    }

    /** Reads a requester's user_data; USER_DATA_REFUSED says why it is none that a guest would run. */
    public static UserData parse(String text) {
        return read(text, MOST_BYTES);
    }

    /** Reads what a guest gets: a requester's user_data and what was put in on the way. */
    static UserData complete(String text) {
        return read(text, MOST_BYTES_COMPLETE);
    }

    /** The text as its author meant it, without what stands unseen before its header. */
    public static String plain(String text) {
        return Header.from(text);
    }

    private static UserData read(String text, int most) {
        var size = text.getBytes(StandardCharsets.UTF_8).length;
        if (size > most) {
            throw USER_DATA_REFUSED.because("user_data has %d bytes; at most %d are allowed", size, most);
        }
        return new UserData(CloudConfig.read(text));
    }

    /** Puts a file before all others: cloud-init writes none of those that come after one it cannot write. */
    public UserData with(GuestFile file) {
        var entry = mapping(
                pair("path", quoted(file.path())),
                pair("owner", quoted("root:root")),
                pair("permissions", quoted(file.permissions())),
                pair("content", block(file.content())));
        var files = list("write_files");
        files.add(0, entry);
        return replaced("write_files", files);
    }

    /** Puts a command before all others: one argument is a shell script, several are a program and its arguments. */
    public UserData first(String... command) {
        var commands = list("runcmd");
        commands.add(0, command.length == 1 ? block(command[0]) : words(command));
        return replaced("runcmd", commands);
    }

    /** The normalised text, with the header that cloud-init knows. */
    public String text() {
        var out = new StringWriter();
        CloudConfig.yaml().serialize(new MappingNode(Tag.MAP, entries, FlowStyle.BLOCK), out);
        return HEADER + out;
    }

    private List<Node> list(String key) {
        return find(key)
                .filter(SequenceNode.class::isInstance)
                .map(found -> new ArrayList<>(((SequenceNode) found).getValue()))
                .orElseGet(ArrayList::new);
    }

    private Optional<Node> find(String key) {
        return entries.stream()
                .filter(entry -> CloudConfig.isNamed(entry, key))
                .map(NodeTuple::getValueNode)
                .findFirst();
    }

    private UserData replaced(String key, List<Node> items) {
        var changed = new ArrayList<>(entries);
        changed.removeIf(entry -> CloudConfig.isNamed(entry, key));
        changed.add(pair(key, new SequenceNode(Tag.SEQ, items, FlowStyle.BLOCK)));
        return new UserData(changed);
    }

    private static Node words(String... words) {
        var nodes = new ArrayList<Node>();
        for (var word : words) {
            nodes.add(quoted(word));
        }
        return new SequenceNode(Tag.SEQ, nodes, FlowStyle.FLOW);
    }

    private static MappingNode mapping(NodeTuple... pairs) {
        return new MappingNode(Tag.MAP, List.of(pairs), FlowStyle.BLOCK);
    }

    private static NodeTuple pair(String key, Node value) {
        return new NodeTuple(new ScalarNode(Tag.STR, key, null, null, ScalarStyle.PLAIN), value);
    }

    private static Node quoted(String text) {
        return new ScalarNode(Tag.STR, text, null, null, ScalarStyle.SINGLE_QUOTED);
    }

    private static Node block(String text) {
        return new ScalarNode(Tag.STR, text, null, null, ScalarStyle.LITERAL);
    }
}

package org.computecontracts.compute;

import static org.computecontracts.compute.ComputeProblem.USER_DATA_REFUSED;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.computecontracts.kernel.ProblemException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The entries of lists that cloud-init gives up whole over one that it cannot use; each refusal names entry and line. */
final class ListEntries {
    private static final Map<Tag, String> KINDS = Map.of(
            Tag.INT, "a number",
            Tag.FLOAT, "a number",
            Tag.BOOL, "true or false",
            Tag.TIMESTAMP, "a date",
            Tag.BINARY, "binary data",
            Tag.NULL, "nothing");

    /** Numbers that come out of YAML as they were written. */
    private static final Pattern SAME_NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,14})(\\.0|\\.[0-9]{0,3}[1-9])?");

    private static final Set<String> TEXTS_OF_A_FILE = Set.of("path", "content", "owner");

    private ListEntries() {}

    /** Checks the entries of a list of this name; of others it knows nothing. */
    static void check(String name, SequenceNode list) {
        for (var i = 0; i < list.getValue().size(); i++) {
            var entry = list.getValue().get(i);
            var place = "%s entry %d (line %d)".formatted(name, i + 1, line(entry));
            switch (name) {
                case "runcmd", "bootcmd" -> command(place, entry);
                case "packages" -> packages(place, entry);
                case "write_files" -> file(place, entry);
                default -> {}
            }
        }
    }

    private static int line(Node node) {
        return node.getStartMark() == null ? 0 : node.getStartMark().getLine() + 1;
    }

    /** A text is a line of a script, a list a program and its arguments; what a comment left empty is passed over. */
    private static void command(String place, Node entry) {
        if (entry instanceof SequenceNode words) {
            words(place, words, "a command").forEach(word -> argument(place, word));
        } else if (!isText(entry) && !entry.getTag().equals(Tag.NULL)) {
            throw refused("%s is %s, not a command", place, entry);
        }
    }

    /** cloud-init makes a text of whatever it is. */
    private static void argument(String place, Node word) {
        var written = word instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (isText(word) || SAME_NUMBER.matcher(written).matches()) {
            return;
        }
        if (written.isEmpty() || word.getTag().equals(Tag.NULL)) {
            throw USER_DATA_REFUSED.because("%s has %s among its words: put it in quotes", place, kind(word));
        }
        throw USER_DATA_REFUSED.because(
                "%s has %s among its words, which YAML reads otherwise: put it in quotes", place, written);
    }

    /** A name, a list of a name and a version, or names by the manager they are for. */
    private static void packages(String place, Node entry) {
        if (entry instanceof MappingNode managers) {
            for (var manager : managers.getValue()) {
                var name = manager.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
                if (!(manager.getValueNode() instanceof SequenceNode names)) {
                    throw USER_DATA_REFUSED.because("%s: %s is not a list", place, name);
                }
                for (var i = 0; i < names.getValue().size(); i++) {
                    var inner = names.getValue().get(i);
                    onePackage("%s: %s entry %d (line %d)".formatted(place, name, i + 1, line(inner)), inner);
                }
            }
        } else {
            onePackage(place, entry);
        }
    }

    private static void onePackage(String place, Node entry) {
        if (entry instanceof SequenceNode words) {
            for (var word : words(place, words, "a package")) {
                if (!isText(word)) {
                    throw USER_DATA_REFUSED.because("%s has %s among its words: put it in quotes", place, kind(word));
                }
            }
        } else if (!isText(entry)) {
            throw refused("%s is %s, not a package", place, entry);
        }
    }

    private static List<Node> words(String place, SequenceNode words, String what) {
        if (words.getValue().isEmpty()) {
            throw USER_DATA_REFUSED.because("%s is an empty list, not %s", place, what);
        }
        return words.getValue();
    }

    private static void file(String place, Node entry) {
        if (!(entry instanceof MappingNode file)) {
            throw USER_DATA_REFUSED.because("%s is no mapping of path and content", place);
        }
        if (file.getValue().stream().noneMatch(pair -> CloudConfig.isNamed(pair, "path"))) {
            throw USER_DATA_REFUSED.because("%s has no path", place);
        }
        for (var pair : file.getValue()) {
            var value = pair.getValueNode();
            if (pair.getKeyNode() instanceof ScalarNode key
                    && TEXTS_OF_A_FILE.contains(key.getValue())
                    && !isText(value)
                    && !(key.getValue().equals("content") && value.getTag().equals(Tag.BINARY))) {
                throw refused("%s: " + key.getValue() + " is %s, not a text", place, value);
            }
        }
    }

    private static ProblemException refused(String sentence, String place, Node node) {
        var quotes = node instanceof SequenceNode || node.getTag().equals(Tag.NULL) ? "" : ": put it in quotes";
        return USER_DATA_REFUSED.because("%s", sentence.formatted(place, kind(node)) + quotes);
    }

    private static boolean isText(Node node) {
        return node instanceof ScalarNode && node.getTag().equals(Tag.STR);
    }

    private static String kind(Node node) {
        return switch (node) {
            case MappingNode mapping -> "a mapping";
            case SequenceNode sequence -> "a list";
            default -> KINDS.getOrDefault(node.getTag(), "no text");
        };
    }
}

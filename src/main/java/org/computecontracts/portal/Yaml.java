package org.computecontracts.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A record as YAML, to be read by people: texts of several lines stand as they are. */
final class Yaml {
    private Yaml() {}

    static String of(ObjectNode record) {
        var yaml = new StringBuilder();
        write(yaml, record, "");
        return yaml.toString();
    }

    private static void write(StringBuilder yaml, ObjectNode object, String indent) {
        object.properties().forEach(field -> {
            yaml.append(indent).append(field.getKey()).append(':');
            value(yaml, field.getValue(), indent);
        });
    }

    private static void value(StringBuilder yaml, JsonNode value, String indent) {
        if (value instanceof ObjectNode object) {
            yaml.append('\n');
            write(yaml, object, indent + "  ");
        } else if (value.isTextual() && value.asText().contains("\n")) {
            yaml.append(value.asText().endsWith("\n") ? " |\n" : " |-\n");
            value.asText()
                    .lines()
                    .forEach(line -> yaml.append(line.isEmpty() ? "" : indent + "  " + line)
                            .append('\n'));
        } else {
            yaml.append(' ').append(scalar(value)).append('\n');
        }
    }

    /** JSON's form is YAML's too; plain words need no quotes. */
    private static String scalar(JsonNode value) {
        return value.isTextual() && value.asText().matches("[A-Za-z][A-Za-z0-9._/-]*") && !isWord(value.asText())
                ? value.asText()
                : value.toString();
    }

    private static boolean isWord(String text) {
        return text.matches("(?i)true|false|yes|no|on|off|null|y|n");
    }
}

package org.computecontracts.kernel.data;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement as JDBC takes it.
 *
 * @param jdbc with a question mark for each {@code :name}
 * @param names what the question marks stand for, from the first to the last
 */
record NamedText(String jdbc, List<String> names) {
    /** What may hold a colon or a question mark that is no parameter comes first. */
    private static final Pattern PARTS = Pattern.compile(
            "'[^']*'|\"[^\"]*\"|--[^\\n]*|/\\*.*?\\*/|::|:(?<name>[a-zA-Z]\\w*)|(?<place>\\?)", Pattern.DOTALL);

    NamedText {
        names = List.copyOf(names);
    }

    /** IllegalArgumentException when a parameter has no name. */
    static NamedText of(String text) {
        var names = new ArrayList<String>();
        var jdbc = PARTS.matcher(text).replaceAll(part -> {
            if (part.group("place") != null) {
                throw new IllegalArgumentException("A parameter without a name in: " + text);
            }
            var name = part.group("name");
            if (name == null) {
                return Matcher.quoteReplacement(part.group());
            }
            names.add(name);
            return "?";
        });
        return new NamedText(jdbc, names);
    }
}

package org.computecontracts.atproto;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;
import org.computecontracts.kernel.data.TextValue;

/** The name of a kind of record or of a method (AT Protocol, Namespaced Identifiers). */
public record Nsid(@JsonValue String value) implements TextValue {
    private static final Pattern SYNTAX = Pattern.compile("[a-zA-Z]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
            + "(\\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+(\\.[a-zA-Z][a-zA-Z0-9]{0,62})");
    private static final int MAX_LENGTH = 317;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Nsid {
        Syntax.require("NSID", value, isValid(value));
    }

    public static boolean isValid(String text) {
        return text.length() <= MAX_LENGTH && SYNTAX.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}

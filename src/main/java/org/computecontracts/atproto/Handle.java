package org.computecontracts.atproto;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Pattern;
import org.computecontracts.kernel.data.TextValue;

/** The name of an account, in lower case (AT Protocol, Handle). Means nothing until it is resolved both ways. */
public record Handle(@JsonValue String value) implements TextValue {
    private static final Pattern SYNTAX = Pattern.compile(
            "([a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\\.)+[a-zA-Z]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?");
    private static final int MAX_LENGTH = 253;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Handle {
        Syntax.require("handle", value, isValid(value));
        value = value.toLowerCase(Locale.ROOT);
    }

    public static boolean isValid(String text) {
        return text.length() <= MAX_LENGTH && SYNTAX.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}

package org.computecontracts.atproto;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;
import org.computecontracts.kernel.data.TextValue;

/** An account or a service of the network, by its decentralised identifier (AT Protocol, DID). */
public record Did(@JsonValue String value) implements TextValue {
    private static final Pattern SYNTAX = Pattern.compile("did:[a-z]+:[a-zA-Z0-9._:%-]*[a-zA-Z0-9._-]");
    private static final int MAX_LENGTH = 2048;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Did {
        Syntax.require("DID", value, isValid(value));
    }

    public static boolean isValid(String text) {
        return text.length() <= MAX_LENGTH && SYNTAX.matcher(text).matches();
    }

    /** The part behind the method: {@code did:plc:X} gives X, {@code did:web:host} gives host. */
    public String plcKey() {
        return value.substring(value.indexOf(':', "did:".length()) + 1);
    }

    public boolean isPlc() {
        return value.startsWith("did:plc:");
    }

    public boolean isWeb() {
        return value.startsWith("did:web:");
    }

    @Override
    public String toString() {
        return value;
    }
}

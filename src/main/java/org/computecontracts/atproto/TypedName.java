package org.computecontracts.atproto;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A handle or a DID as a person typed or pasted it. Profile pages put marks of direction and spaces around what is copied from
 * them, which nobody sees, and {@code @} or {@code at://} before it; handles are in lower case. Records and protocols know none
 * of that.
 */
public record TypedName(String value) {
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Z}&&[^ ]]");

    public TypedName {
        var bare = withoutPrefix(trimmed(value));
        value = Did.isValid(bare) ? bare : bare.toLowerCase(Locale.ROOT);
    }

    private static String withoutPrefix(String text) {
        if (text.startsWith("@")) {
            return trimmed(text.substring(1));
        }
        return text.startsWith("at://") ? trimmed(text.substring("at://".length())) : text;
    }

    private static String trimmed(String text) {
        var from = 0;
        var to = text.length();
        while (from < to && isUnseen(text.charAt(from))) {
            from++;
        }
        while (from < to && isUnseen(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isUnseen(char c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT;
    }

    /** For people to whom it is to be shown what is wrong: what cannot be seen is spelled out. */
    @Override
    public String toString() {
        return UNSEEN.matcher(value)
                .replaceAll(found -> "<U+%04X>".formatted(found.group().codePointAt(0)));
    }
}

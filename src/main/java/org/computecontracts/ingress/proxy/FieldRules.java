package org.computecontracts.ingress.proxy;

import java.util.BitSet;

/** Which characters names and values are made of (RFC 9110 section 5). */
final class FieldRules {
    private static final BitSet TOKEN = new BitSet(128);

    static {
        "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                .chars()
                .forEach(TOKEN::set);
    }

    private FieldRules() {}

    static boolean isToken(CharSequence text) {
        return !text.isEmpty() && text.chars().allMatch(TOKEN::get);
    }

    /** Visible characters, spaces and tabs, and the upper half of Latin-1, which is opaque (section 5.5). */
    static boolean isValue(CharSequence text) {
        return text.chars().noneMatch(c -> (isControl(c) && c != '\t') || c > 0xff);
    }

    static boolean isControl(int c) {
        return c < ' ' || c == 0x7f;
    }

    /** RFC 3986 knows fewer; what others use besides is handed on as it is. */
    static boolean isTarget(CharSequence text) {
        return text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '#');
    }
}

package org.computecontracts.ingress.proxy;

/** The optional white space around a field's value: spaces and tabs, nothing else (RFC 9110 section 5.6.3). */
final class Whitespace {
    private Whitespace() {}

    static String trimmed(String text) {
        var from = 0;
        var to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (from < to && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }
}

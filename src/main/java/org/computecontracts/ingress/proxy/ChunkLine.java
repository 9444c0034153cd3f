package org.computecontracts.ingress.proxy;

import java.util.regex.Pattern;

/** The line before a chunk (RFC 9112 section 7.1): its size in hexadecimal, and extensions, which end here. */
final class ChunkLine {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern EXTENSIONS =
            Pattern.compile("(?:[ \\t]*;[ \\t]*" + TOKEN + "(?:[ \\t]*=[ \\t]*(?:" + TOKEN + "|\"[^\"\\\\]*\"))?)*+");

    private ChunkLine() {}

    static long size(String line, int mostDigits) {
        var digits = 0;
        while (digits < line.length() && isHexDigit(line.charAt(digits))) {
            digits++;
        }
        if (digits == 0 || digits > mostDigits) {
            throw MalformedMessage.because("a chunk's size is no number");
        }
        if (digits < line.length()
                && !EXTENSIONS.matcher(line.substring(digits)).matches()) {
            throw MalformedMessage.because("a chunk's line is none");
        }
        return Long.parseLong(line.substring(0, digits), 16);
    }

    private static boolean isHexDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}

package org.computecontracts.compute;

import java.util.regex.Pattern;

/** Takes tokens out of what guests print: scripts under {@code set -x} print every token they hold. */
final class Redaction {
    /** Three parts of base64url; or the start of one that a line end has cut. */
    private static final Pattern TOKEN =
            Pattern.compile("[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,}|eyJ[A-Za-z0-9_.-]{8,}");

    private Redaction() {}

    static ConsoleLine of(ConsoleLine line) {
        return new ConsoleLine(line.number(), line.at(), line.source(), text(line.text()));
    }

    static String text(String text) {
        return TOKEN.matcher(text).replaceAll("[token]");
    }
}

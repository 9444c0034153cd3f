package org.computecontracts.atproto;

/** Says which identifier is malformed. */
public final class Syntax {
    private static final int SHOWN = 100;

    private Syntax() {}

    public static void require(String what, String text, boolean valid) {
        if (!valid) {
            throw new IllegalArgumentException(
                    "Not a " + what + ": " + text.substring(0, Math.min(SHOWN, text.length())));
        }
    }
}

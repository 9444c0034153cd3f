package org.computecontracts.atproto;

import java.util.regex.Pattern;

/** The name of a record within its collection (AT Protocol, Record Key). */
public final class RecordKey {
    private static final Pattern SYNTAX = Pattern.compile("[a-zA-Z0-9_~.:-]{1,512}");

    private RecordKey() {}

    public static boolean isValid(String text) {
        return SYNTAX.matcher(text).matches() && !text.equals(".") && !text.equals("..");
    }
}

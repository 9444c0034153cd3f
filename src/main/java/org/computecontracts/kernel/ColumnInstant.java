package org.computecontracts.kernel;

import java.time.DateTimeException;
import java.time.Instant;

/** An instant that somebody names: Java counts a billion years each way, a timestamp of PostgreSQL not three hundred thousand. */
public final class ColumnInstant {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private ColumnInstant() {}

    /** As {@link Instant#parse}, and refuses in the same way what no column can hold. */
    public static Instant parse(String text) {
        var instant = Instant.parse(text);
        if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
            throw new DateTimeException("Not in the years 1 to 9999: " + text);
        }
        return instant;
    }
}

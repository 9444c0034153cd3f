package org.computecontracts.atproto;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.computecontracts.kernel.data.TextValue;

/** A time-ordered record key or revision (AT Protocol, TID): microseconds and a clock id in sortable base32. */
public record Tid(@JsonValue String value) implements TextValue, Comparable<Tid> {
    private static final Pattern SYNTAX = Pattern.compile("[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}");
    private static final String DIGITS = "234567abcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 13;
    private static final int CLOCK_ID_BITS = 10;
    private static final long CLOCK_ID = new SecureRandom().nextInt(1 << CLOCK_ID_BITS);
    private static final AtomicLong LAST_MICROS = new AtomicLong();

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Tid {
        Syntax.require("TID", value, isValid(value));
    }

    static boolean isValid(String text) {
        return SYNTAX.matcher(text).matches();
    }

    /** Strictly later than every other one made in this process. */
    public static Tid next() {
        return of(tick());
    }

    /** Later than the given one, also where that lies ahead of our clock; the process's own count is not carried along. */
    public static Tid after(Tid previous) {
        return of(Math.max(tick(), previous.micros() + 1));
    }

    private static long tick() {
        var now = System.currentTimeMillis() * 1000;
        return LAST_MICROS.updateAndGet(last -> Math.max(last + 1, now));
    }

    private static Tid of(long micros) {
        var rest = (micros << CLOCK_ID_BITS) | CLOCK_ID;
        var text = new char[LENGTH];
        for (var i = LENGTH - 1; i >= 0; i--) {
            text[i] = DIGITS.charAt((int) (rest & 31));
            rest >>>= 5;
        }
        return new Tid(new String(text));
    }

    /** Microseconds since 1970. */
    public long micros() {
        var bits = 0L;
        for (var i = 0; i < LENGTH; i++) {
            bits = (bits << 5) | DIGITS.indexOf(value.charAt(i));
        }
        return bits >>> CLOCK_ID_BITS;
    }

    @Override
    public int compareTo(Tid other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

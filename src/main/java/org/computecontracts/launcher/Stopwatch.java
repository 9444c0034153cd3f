package org.computecontracts.launcher;

import java.time.Duration;
import java.util.Locale;

/** Time since it was made. */
record Stopwatch(long start) {
    Stopwatch() {
        this(System.nanoTime());
    }

    Duration time() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    String elapsed() {
        return text(time());
    }

    static String text(Duration time) {
        return String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1000.0);
    }
}

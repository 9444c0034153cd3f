package org.computecontracts.launcher;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where the person looks: a terminal with a moving sign while we wait, or a log with plain lines. */
public final class Terminal {
    private static final String[] FRAMES = {"|", "/", "-", "\\"};

    private final PrintStream out;
    private final boolean interactive;

    private @Nullable String waiting;
    private Stopwatch waitingSince = new Stopwatch();
    private int frame;

    public Terminal(PrintStream out, boolean interactive) {
        this.out = out;
        this.interactive = interactive;
        if (interactive) {
            var ticker = new Thread(this::tick, "spinner");
            ticker.setDaemon(true);
            ticker.start();
        }
    }

    /** Does something that may take a while, then leaves a line with the time it took. */
    <T extends @Nullable Object> T during(String what, Supplier<T> work) {
        var watch = new Stopwatch();
        waitFor(what);
        var result = work.get();
        line("%-52s %8s", what, watch.elapsed());
        return result;
    }

    /** Shows what is being waited for, until the next line. */
    synchronized void waitFor(String what) {
        waiting = what;
        waitingSince = new Stopwatch();
    }

    /** What was waited for is there, and needs no line. */
    synchronized void waitedFor() {
        wipe();
        waiting = null;
        out.flush();
    }

    synchronized void line(String format, @Nullable Object... arguments) {
        wipe();
        waiting = null;
        out.println(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments));
        out.flush();
    }

    private synchronized void wipe() {
        if (interactive && waiting != null) {
            out.print("\r\033[K");
        }
    }

    private void tick() {
        while (true) {
            Pause.of(Duration.ofMillis(120));
            show();
        }
    }

    private synchronized void show() {
        if (waiting != null) {
            frame = (frame + 1) % FRAMES.length;
            out.print("\r\033[K" + FRAMES[frame] + " " + waiting + " " + waitingSince.elapsed());
            out.flush();
        }
    }
}

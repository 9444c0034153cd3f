package org.computecontracts.launcher;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Scanner;

/** Tells the story: a line a step with the time since the story began, and the records it left behind. */
final class Teller {
    private static final String INDENT = " ".repeat(14);

    private final Terminal terminal;
    private final boolean narrate;
    private final Scanner keyboard = new Scanner(System.in, Charset.defaultCharset());
    private final Stopwatch watch = new Stopwatch();
    private int lastNumber;

    Teller(Terminal terminal, boolean narrate) {
        this.terminal = terminal;
        this.narrate = narrate;
    }

    /** One step; more than one line may belong to a number. */
    synchronized void step(int number, String title, String text) {
        pauseBefore(number);
        var shown = number == lastNumber ? "" : Integer.toString(number);
        lastNumber = number;
        terminal.line("%8s  %2s  %s%s", Stopwatch.text(watch.time()), shown, title, text.isEmpty() ? "" : ": " + text);
    }

    /** The record behind the line before. */
    synchronized void record(String uri) {
        if (!uri.isEmpty()) {
            terminal.line("%s%s", INDENT, uri);
        }
    }

    void plain(String format, Object... arguments) {
        terminal.line(format, arguments);
    }

    void waitFor(String what) {
        terminal.waitFor(what);
    }

    void waitedFor() {
        terminal.waitedFor();
    }

    Duration now() {
        return watch.time();
    }

    private void pauseBefore(int number) {
        if (narrate && number != lastNumber && lastNumber > 0) {
            terminal.line("%s(Enter for step %d)", INDENT, number);
            if (keyboard.hasNextLine()) {
                keyboard.nextLine();
            }
        }
    }
}

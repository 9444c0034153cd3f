package org.computecontracts.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals that Java has no method for. */
final class Signals {
    private Signals() {}

    /** Sends a signal to a process that is still alive; one that has gone is fine. */
    static void send(String signal, ProcessHandle process) {
        if (!process.isAlive()) {
            return;
        }
        try {
            // sh, whose kill is built in: a machine without procps has no other
            new ProcessBuilder("sh", "-c", "kill -s \"$1\" \"$2\"", "sh", signal, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

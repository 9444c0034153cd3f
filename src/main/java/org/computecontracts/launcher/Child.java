package org.computecontracts.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program started by this one. It never outlives us, even when we are killed: the kernel signals it when the thread
 * that started it ends. So start it from a thread that stays, such as main.
 */
final class Child {
    private final Command command;
    private final Process process;

    private Child(Command command, Process process) {
        this.command = command;
        this.process = process;
    }

    static Child start(Command command) {
        var builder = new ProcessBuilder(words(command)).redirectErrorStream(true);
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(command.log().toFile()));
        builder.environment().putAll(command.environment());
        try {
            return new Child(command, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + command.name(), e);
        }
    }

    private static List<String> words(Command command) {
        // A session of its own: Ctrl-C must reach us alone, so that we can end things in order
        var words = new ArrayList<>(List.of("setsid"));
        if (command.asNobody() && isRoot()) {
            // Before setpriv: entering the namespace makes the kernel forget the parent-death signal
            words.addAll(List.of("unshare", "--user"));
        }
        words.addAll(List.of("setpriv", "--pdeathsig", command.stopSignal()));
        words.addAll(command.words());
        return words;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Fails, with the end of its log, when the program has ended. */
    void mustBeAlive() {
        if (!process.isAlive()) {
            throw ended();
        }
    }

    /** Waits for a program that ends by itself; fails, with the end of its log, unless its code is 0. */
    void mustSucceed(Duration patience) {
        if (!endsWithin(patience)) {
            kill();
            throw new LaunchException("%s takes longer than %s:%n%s", command.name(), patience, lastLines());
        }
        if (process.exitValue() != 0) {
            throw ended();
        }
    }

    /** Waits for a program that ends by itself; whether it did, with nothing to complain of. */
    boolean succeedsWithin(Duration patience) {
        return endsWithin(patience) && process.exitValue() == 0;
    }

    private LaunchException ended() {
        return new LaunchException("%s ended with code %d:%n%s", command.name(), process.exitValue(), lastLines());
    }

    String lastLines() {
        try {
            var lines = Files.readAllLines(command.log());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException e) {
            return "(nothing to read in " + command.log() + ")";
        }
    }

    /** Asks the program to end, and makes it when it has not within the patience; whether it did by itself. */
    boolean stop(Duration patience) {
        Signals.send(command.stopSignal(), process.toHandle());
        var ended = endsWithin(patience);
        if (!ended) {
            kill();
        }
        return ended;
    }

    /** Ends the program at once, as a crash would. */
    void kill() {
        process.destroyForcibly();
        endsWithin(Duration.ofSeconds(10));
    }

    private boolean endsWithin(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

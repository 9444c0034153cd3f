package org.computecontracts.compute.sandbox;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of the host, run to their end. */
final class Program {
    private static final int LONGEST = 8 * 1024;
    private static final long SECONDS = 60;

    private Program() {}

    /** What a program printed, and its exit status. */
    record Outcome(int status, String output) {}

    /** Runs a program that must succeed. */
    static String run(String... command) {
        var outcome = attempt(command);
        if (outcome.status() != 0) {
            throw new IllegalStateException(
                    "%s ended with %d: %s".formatted(String.join(" ", command), outcome.status(), outcome.output()));
        }
        return outcome.output();
    }

    static Outcome attempt(String... command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .start();
            var output = process.getInputStream().readNBytes(LONGEST);
            return new Outcome(end(process, List.of(command)), new String(output, StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + command[0], e);
        }
    }

    /** Runs a program whose children go on printing into a file after its end. */
    static int into(File output, String... command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .redirectInput(new File("/dev/null"))
                    .start();
            return end(process, List.of(command));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + command[0], e);
        }
    }

    static boolean exists(String program) {
        return List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin").stream()
                .anyMatch(folder -> new File(folder, program).canExecute());
    }

    private static int end(Process process, List<String> command) {
        try {
            if (process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            throw new IllegalStateException(String.join(" ", command) + " takes longer than " + SECONDS + " seconds");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while running " + command, e);
        } finally {
            process.destroyForcibly();
        }
    }
}

package org.computecontracts.wif;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The real ssh-keygen, as a guest has it. */
public record SshKeygen(Path folder) {
    /** A test that needs a tool says so loudly when it is missing. */
    public static void require(String... tools) {
        for (var tool : tools) {
            var missing = exit(List.of("sh", "-c", "command -v " + tool)) != 0;
            if (missing) {
                System.err.println("SKIPPED: " + tool + " is not installed; this test needs the real one");
            }
            Assumptions.assumeFalse(missing, tool + " is not installed");
        }
    }

    public Path newKey(String name) {
        return newKey(name, "ed25519");
    }

    public Path newKey(String name, String type) {
        var file = folder.resolve(name);
        run(List.of("ssh-keygen", "-q", "-t", type, "-N", "", "-C", "root@" + name, "-f", file.toString()), "");
        return file;
    }

    public static String publicLine(Path key) {
        try {
            return Files.readString(Path.of(key + ".pub"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The armoured signature of exactly this text. */
    public String sign(Path key, String namespace, String text, String... options) {
        var command = new ArrayList<>(List.of("ssh-keygen", "-q", "-Y", "sign", "-n", namespace, "-f", key.toString()));
        command.addAll(List.of(options));
        return run(command, text);
    }

    private static int exit(List<String> command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String run(List<String> command, String input) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + " failed");
            }
            return output;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

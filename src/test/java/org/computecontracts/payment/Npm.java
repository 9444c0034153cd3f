package org.computecontracts.payment;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Scripts under {@code dev/} that need node and npm. Where these are missing the test is skipped, and says why. */
final class Npm {
    private Npm() {}

    /** The folder with its packages installed. */
    static Path installed(String folder) throws IOException, InterruptedException {
        var path = Path.of("dev", folder).toAbsolutePath();
        assumeTrue(isThere("node") && isThere("npm"), () -> "SKIPPED: node and npm are needed for dev/" + folder);
        if (!Files.isDirectory(path.resolve("node_modules"))) {
            var installed = run(path, 180, "npm", "ci", "--no-audit", "--no-fund");
            assumeTrue(installed.code() == 0, () -> "SKIPPED: npm ci failed in dev/" + folder + ": " + installed.out());
        }
        return path;
    }

    /** What a program wrote and how it ended. */
    record Output(int code, String out) {
        /** The last line: what the scripts answer with. */
        String answer() {
            var lines = out.strip().split("\n", -1);
            return lines[lines.length - 1];
        }
    }

    static Output run(Path folder, int seconds, String... command) throws IOException, InterruptedException {
        var log = Files.createTempFile("npm", ".log");
        var process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return new Output(-1, "no end within " + seconds + " s");
        }
        var out = Files.readString(log, StandardCharsets.UTF_8);
        Files.delete(log);
        return new Output(process.exitValue(), out);
    }

    private static boolean isThere(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}

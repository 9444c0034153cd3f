package org.computecontracts.pds;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.computecontracts.kernel.Json;

/** Scripts of {@code dev/conformance}: other people's code that judges ours. Without node or its packages tests are skipped. */
final class Peer {
    private static final Path FOLDER = Path.of("dev", "conformance");
    private static final int SECONDS = 180;

    private Peer() {}

    /** What a script printed as its last line; fails with all it said when it ends badly. */
    static ObjectNode run(String script, Object... arguments) throws IOException, InterruptedException {
        return run(Map.of(), script, arguments);
    }

    static ObjectNode run(Map<String, String> environment, String script, Object... arguments)
            throws IOException, InterruptedException {
        var said = said(environment, script, arguments);
        if (said.code() != 0) {
            throw new AssertionError(script + " ended with " + said.code() + ": " + said.text());
        }
        var lines = said.text().strip().lines().toList();
        return Json.readObject(lines.getLast().getBytes(StandardCharsets.UTF_8));
    }

    /** How a script ended, and all it said. */
    private record Said(int code, String text) {}

    private static Said said(Map<String, String> environment, String script, Object... arguments)
            throws IOException, InterruptedException {
        assumeInstalled();
        var command = new ArrayList<>(List.of("node", script));
        List.of(arguments).forEach(argument -> command.add(argument.toString()));
        var log = Files.createTempFile("peer", ".log");
        try {
            var builder = new ProcessBuilder(command)
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            var process = builder.start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError(script + " does not end: " + Files.readString(log));
            }
            return new Said(process.exitValue(), Files.readString(log));
        } finally {
            Files.delete(log);
        }
    }

    static void assumeInstalled() {
        assumeTrue(
                Files.isDirectory(FOLDER.resolve("node_modules")),
                "SKIPPED: the packages of dev/conformance are missing: run npm ci there");
        assumeTrue(hasNode(), "SKIPPED: node is not on the PATH");
    }

    private static boolean hasNode() {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

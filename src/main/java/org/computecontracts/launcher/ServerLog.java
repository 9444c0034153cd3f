package org.computecontracts.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/** The server's log, read for the reason why a deployment failed: the server itself then stays up and answers 404. */
record ServerLog(Path file) {
    private static final List<String> FAILED =
            List.of("Exception while deploying the app", "Exception while loading the app", "Failed to deploy");
    private static final String CAUSE = "Caused by: ";

    /** An empty log; the one of the last start is kept beside it. */
    static ServerLog fresh(Path file) {
        try {
            if (Files.exists(file)) {
                Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
            return new ServerLog(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the server has put everything in its place, deployed or not. */
    boolean isComplete() {
        return lines().stream().anyMatch(line -> line.contains(" PayaraMicro ") && line.contains(" ready in "));
    }

    /** The root cause, when the deployment has failed. */
    Optional<String> failure() {
        var lines = lines();
        var at = 0;
        while (at < lines.size() && FAILED.stream().noneMatch(lines.get(at)::contains)) {
            at++;
        }
        if (at == lines.size()) {
            return Optional.empty();
        }
        var headline = lines.get(at);
        // The deepest cause is the last one of the trace
        return Optional.of(lines.stream()
                .filter(line -> line.startsWith(CAUSE))
                .reduce((first, second) -> second)
                .map(line -> line.substring(CAUSE.length()))
                .orElse(headline));
    }

    private List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

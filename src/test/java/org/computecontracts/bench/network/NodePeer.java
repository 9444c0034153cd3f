package org.computecontracts.bench.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.OptionalDouble;
import org.computecontracts.atproto.repo.RepoEvent.CommitMade;
import org.computecontracts.atproto.repo.RepoEvents;
import org.computecontracts.kernel.Json;
import org.computecontracts.testing.SignedRepo;

/** The same commits, verified by {@code @atproto/repo} on node: a yardstick of the same machine and minute. */
final class NodePeer {
    private static final Path FOLDER = Path.of("dev", "network").toAbsolutePath();

    private final StringBuilder lines = new StringBuilder();

    void add(SignedRepo repo, byte[] frame) {
        var commit = (CommitMade) RepoEvents.read(frame);
        var line = Json.object().put("did", repo.did.value()).put("key", repo.key.didKey());
        line.put("car", Base64.getEncoder().encodeToString(commit.blocks()));
        var claims = line.putArray("claims");
        for (var op : commit.ops()) {
            var slash = op.path().indexOf('/');
            claims.addObject()
                    .put("collection", op.path().substring(0, slash))
                    .put("rkey", op.path().substring(slash + 1))
                    .put("cid", String.valueOf(op.cid()));
        }
        lines.append(line).append('\n');
    }

    /** Commits a second; empty, and said, where node or its packages are missing. */
    OptionalDouble measure() {
        try {
            if (!Files.isDirectory(FOLDER.resolve("node_modules"))) {
                System.err.println("*** no yardstick: dev/network has no node_modules ***");
                return OptionalDouble.empty();
            }
            var file = Files.createTempFile("commits", ".jsonl");
            Files.writeString(file, lines);
            var process = new ProcessBuilder(List.of("node", "verify-commits.mjs", file.toString()))
                    .directory(FOLDER.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            Files.delete(file);
            return OptionalDouble.of(Double.parseDouble(answer));
        } catch (IOException | NumberFormatException e) {
            System.err.println("*** no yardstick: " + e.getMessage() + " ***");
            return OptionalDouble.empty();
        }
    }
}

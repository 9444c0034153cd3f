package org.computecontracts.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The classes that a start loads, parsed and verified once (class data sharing). Made from a list that the first server of
 * a build leaves, kept in its image and gone with it; the JVM itself takes none that was made by another JDK or of other jars.
 */
final class ClassArchive implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final ServerImage image;
    private final Path server;
    private @Nullable Child making;
    private boolean closed;

    /** @param server the folder of the running server */
    ClassArchive(ServerImage image, Path server) {
        this.image = image;
        this.server = server;
    }

    /** What the server is to be started with: an archive, or else the order to say what would belong into one. */
    List<String> options() {
        return Files.exists(image.archive())
                ? List.of("-XX:SharedArchiveFile=" + image.archive())
                : List.of("-XX:DumpLoadedClassList=" + list());
    }

    private Path list() {
        return server.resolve("classes.lst");
    }

    /** From what this server has loaded, unless there is one; returns when it is made, or need not be any more. */
    void make() {
        if (Files.exists(image.archive()) || !Files.exists(list())) {
            return;
        }
        try {
            var draft = server.resolve("classes.jsa");
            if (begin(draft).map(maker -> maker.succeedsWithin(PATIENCE)).orElse(false)) {
                publish(draft);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make " + image.archive(), e);
        }
    }

    private synchronized Optional<Child> begin(Path draft) throws IOException {
        if (closed) {
            return Optional.empty();
        }
        var words = new ArrayList<>(List.of("nice", "-n", "19", ServerImage.java(), "-Xshare:dump"));
        words.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC"));
        words.add("-XX:SharedClassListFile=" + shared());
        words.add("-XX:SharedArchiveFile=" + draft);
        words.addAll(image.program(server));
        var maker = Child.start(Command.of("The archive of classes", server.resolve("archive.log"), words));
        making = maker;
        return Optional.of(maker);
    }

    /**
     * Without what the application's own loader has loaded, which would be found by name alone. The server goes on writing:
     * its last line may not be whole.
     */
    private Path shared() throws IOException {
        var text = Files.readString(list());
        var whole = text.substring(0, text.lastIndexOf('\n') + 1);
        var lines = whole.lines().filter(line -> !line.contains(" source: ")).map(ClassArchive::withoutNumber);
        return Files.write(server.resolve("shared.lst"), lines.toList());
    }

    /** Numbers are for those that name others as their parents. */
    private static String withoutNumber(String line) {
        return line.startsWith("@") ? line : line.replaceFirst(" id: .*", "");
    }

    private void publish(Path draft) throws IOException {
        var beside = image.archive()
                .resolveSibling("classes." + ProcessHandle.current().pid());
        Files.copy(draft, beside, StandardCopyOption.REPLACE_EXISTING);
        Files.move(beside, image.archive(), StandardCopyOption.ATOMIC_MOVE);
        Files.delete(draft);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (making != null) {
            making.kill();
        }
    }
}

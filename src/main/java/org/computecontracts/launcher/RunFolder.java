package org.computecontracts.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What is running on a data folder, for as long as this launcher holds it: at most one launcher does. */
final class RunFolder implements AutoCloseable {
    /** In the order in which they are to end. */
    private static final List<String> CHILDREN = List.of("portal", "chain", "postgres");

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Path folder;
    private final FileLock lock;

    private RunFolder(Path folder, FileLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    static RunFolder claim(Folders folders) {
        Folders.secret(folders.data());
        var folder = Folders.secret(folders.data().resolve("run"));
        try {
            var channel = FileChannel.open(
                    folder.resolve("lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            var lock = channel.tryLock();
            if (lock == null) {
                throw new LaunchException("A portal is running on %s already: ./portal stop ends it", folders.data());
            }
            var run = new RunFolder(folder, lock);
            run.endLeftovers();
            run.file("launcher").write(ProcessHandle.current().pid());
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lock " + folder, e);
        }
    }

    /** Where the portal is that runs on this data folder, if one does and is ready. */
    static Optional<URI> running(Folders folders) {
        var folder = folders.data().resolve("run");
        try {
            return new PidFile(folder.resolve("launcher.pid")).process().isPresent()
                            && Files.exists(folder.resolve("url"))
                    ? Optional.of(
                            URI.create(Files.readString(folder.resolve("url")).strip()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A launcher that was killed takes its programs along, but not at once. */
    private void endLeftovers() {
        for (var name : CHILDREN) {
            // PostgreSQL takes TERM as "when all have gone"; the others may have been started with INT ignored
            var signal = name.equals("postgres") ? "INT" : "TERM";
            file(name).process().ifPresent(process -> end(process, signal));
            file(name).delete();
        }
    }

    private static void end(ProcessHandle process, String signal) {
        Signals.send(signal, process);
        if (!endsWithin(PATIENCE, process)) {
            process.destroyForcibly();
            endsWithin(PATIENCE, process);
        }
    }

    private static boolean endsWithin(Duration patience, ProcessHandle process) {
        var step = Duration.ofMillis(50);
        for (long i = patience.dividedBy(step); process.isAlive() && i > 0; i--) {
            Pause.of(step);
        }
        return !process.isAlive();
    }

    PidFile file(String name) {
        return new PidFile(folder.resolve(name + ".pid"));
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    /** Says where the portal is, for whoever wants to know. */
    void writeUrl(String url) {
        try {
            Files.writeString(folder.resolve("url"), url + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            CHILDREN.forEach(name -> file(name).delete());
            file("launcher").delete();
            Files.deleteIfExists(folder.resolve("url"));
            lock.acquiredBy().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

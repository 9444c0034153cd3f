package org.computecontracts.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/** What is running on a data folder, for as long as this launcher holds it: at most one launcher does. */
final class RunFolder implements AutoCloseable {
    /** In the order in which they are to end. */
    private static final List<String> CHILDREN = List.of("portal", "chain", "postgres");

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

    /** A launcher that was killed takes its programs along, but not at once. */
    private void endLeftovers() {
        for (var name : CHILDREN) {
            file(name).process().ifPresent(RunFolder::end);
            file(name).delete();
        }
    }

    private static void end(ProcessHandle process) {
        Signals.send("INT", process);
        for (int i = 0; process.isAlive() && i < 200; i++) {
            Pause.of(Duration.ofMillis(100));
        }
        process.destroyForcibly();
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

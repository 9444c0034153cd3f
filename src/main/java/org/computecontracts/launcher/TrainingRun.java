package org.computecontracts.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A start of the same build on a database of its own that nobody waits for, from which the JVM makes the {@link AotCache} of
 * its image. It gives way to all other work, knows nothing of the person's settings, and leaves nothing else behind.
 */
final class TrainingRun implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final ServerImage image;
    private final Plan build;
    private final Path folder;
    private @Nullable Portal trainee;
    private boolean closed;

    /** @param build what is to be trained for; only where its programs are and its Java options are taken from it */
    TrainingRun(Plan build) {
        this.build = build;
        this.image = ServerImage.of(build);
        this.folder = image.training();
    }

    /** Returns when there is a cache, or there can be none, or another process makes it. */
    void make() {
        if (!AotCache.isKnown() || image.cache().exists()) {
            return;
        }
        Folders.secret(folder);
        try (var channel =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            if (lock != null && !image.cache().exists()) {
                train();
            }
        } catch (OverlappingFileLockException e) {
            // Another site of this process is at it
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make " + image.cache().file(), e);
        }
    }

    private void train() throws IOException {
        var data = folder.resolve("data");
        Folders.delete(data);
        Folders.secret(data);
        var plan = plan(data);
        var settings = new Settings(plan, Map.of());
        // In the folder that was just emptied: what a run before was cut off in is never taken for whole
        var draft = new AotCache(data.resolve("server.aot"));
        try (var postgres = Postgres.forgetful(plan.folders())) {
            settings.database(postgres);
            learn(plan, settings, draft);
        }
        Files.move(draft.file(), image.cache().file(), StandardCopyOption.ATOMIC_MOVE);
        Folders.delete(data);
    }

    private void learn(Plan plan, Settings settings, AotCache draft) {
        try {
            var portal = begin(plan, settings, draft);
            portal.awaitReady();
            if (!portal.end(PATIENCE)) {
                throw new LaunchException("its classes could not be written within %s", PATIENCE);
            }
        } finally {
            close();
        }
    }

    private synchronized Portal begin(Plan plan, Settings settings, AotCache draft) {
        if (closed) {
            throw new LaunchException("ended before it began");
        }
        trainee = Portal.inTraining(plan, settings.environment(), draft);
        return trainee;
    }

    private Plan plan(Path data) {
        var none = data.resolve("none").toString();
        var alone = Map.of("CC_PAYMENT_RPC_URL", "", "CC_COMPUTE_IMAGE", none, "CC_COMPUTE_RUN_DIR", none);
        var folders = new Folders(build.folders().home(), data);
        // With both compilers, even beside tests: profiles are for those who stay
        return new Plan(folders, build.checkout(), Listeners.free(), alone, true);
    }

    /** Ends it at once. */
    @Override
    public synchronized void close() {
        closed = true;
        if (trainee != null) {
            trainee.kill();
        }
    }
}

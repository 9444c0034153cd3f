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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Payara Micro and one build of the portal, unpacked once for all starts: the server's jars and the portal's libraries on
 * one class path, and the application without libraries, since the server reads every class of those that are in it. Its
 * name is made from all that it was made from, so another build or JDK has another; it stays as long as a launcher holds its
 * lock.
 */
final class ServerImage {
    static final String LIBRARIES = "libraries";
    private static final String DRAFT = ".draft";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Map<Path, ServerImage> HELD = new ConcurrentHashMap<>();

    private final Path folder;

    /** Lives as long as the image is held: a channel that nobody refers to is closed with the next collection of garbage. */
    private final FileLock held;

    private ServerImage(Path folder, FileLock held) {
        this.folder = folder;
        this.held = held;
    }

    /** The one of the plan's build, made when it is missing; this process holds it from now on. */
    static ServerImage of(Plan plan) {
        var fingerprint =
                Fingerprint.of(plan.program("payara-micro.jar"), plan.program("portal-launcher.jar"), plan.war());
        var folder = Folders.secret(plan.folders().home().resolve("server")).resolve(fingerprint);
        return HELD.computeIfAbsent(folder, missing -> new ServerImage(missing, hold(plan, missing)));
    }

    boolean isHeld() {
        return held.isValid();
    }

    private static FileLock hold(Plan plan, Path folder) {
        try {
            var channel = lockFile(folder);
            var lock = channel.lock(0, Long.MAX_VALUE, true);
            while (!Files.isDirectory(folder)) {
                lock.release();
                try (var alone = channel.lock()) {
                    makeUnlessThere(plan, folder, alone);
                }
                lock = channel.lock(0, Long.MAX_VALUE, true);
            }
            return lock;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make " + folder, e);
        }
    }

    private static FileChannel lockFile(Path folder) throws IOException {
        return FileChannel.open(
                folder.resolveSibling(folder.getFileName() + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    private static void makeUnlessThere(Plan plan, Path folder, FileLock alone) throws IOException {
        if (alone.isValid() && !Files.isDirectory(folder)) {
            var draft = folder.resolveSibling(folder.getFileName() + DRAFT);
            Folders.delete(draft);
            Folders.secret(draft);
            unpackServer(plan, draft);
            Application.in(plan.war()).unpackInto(draft.resolve("portal"), draft.resolve(LIBRARIES));
            ServerJar.write(draft);
            Files.move(draft, folder);
            deleteOthers(folder);
        }
    }

    private static void unpackServer(Plan plan, Path draft) {
        var words = List.of(
                java(),
                "-jar",
                plan.program("payara-micro.jar").toString(),
                "--rootdir",
                draft.toString(),
                "--outputlauncher");
        Child.start(Command.of("The server's unpacking", draft.resolve("unpacking.log"), words))
                .mustSucceed(PATIENCE);
    }

    /** Those of other builds, unless somebody runs them. */
    private static void deleteOthers(Path folder) throws IOException {
        try (var all = Files.newDirectoryStream(folder.getParent(), Files::isDirectory)) {
            for (var other : all) {
                var name = other.getFileName().toString().replace(DRAFT, "");
                if (!other.equals(folder)) {
                    deleteUnlessHeld(other, folder.resolveSibling(name));
                }
            }
        }
    }

    private static void deleteUnlessHeld(Path other, Path image) throws IOException {
        if (HELD.containsKey(image)) {
            return;
        }
        try (var channel = lockFile(image);
                var lock = channel.tryLock()) {
            if (lock != null) {
                Folders.delete(other);
            }
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** A folder for one run of the server, with nothing of another run in it. */
    void lay(Path root) {
        Folders.delete(root);
        Folders.copy(folder.resolve("config"), Folders.secret(root).resolve("config"));
        Folders.copy(folder.resolve("lib"), root.resolve("lib"));
    }

    /** A folder, so that a start need not unpack it. */
    Path application() {
        return folder.resolve("portal");
    }

    AotCache cache() {
        return new AotCache(folder.resolve("server.aot"));
    }

    /** Where its cache is made. */
    Path training() {
        return folder.resolve("training");
    }

    /** What java is to run, in a folder laid out before. */
    List<String> program(Path root) {
        return List.of(
                "-Dfish.payara.micro.BootJar="
                        + folder.resolve("launch-micro.jar").toUri(),
                "-Dfish.payara.micro.UnpackDir=" + root,
                "-Dfish.payara.micro.tmpdir=" + root,
                "-jar",
                folder.resolve(ServerJar.NAME).toString());
    }
}

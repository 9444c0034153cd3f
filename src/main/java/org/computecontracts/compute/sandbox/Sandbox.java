package org.computecontracts.compute.sandbox;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.computecontracts.compute.Backend;
import org.computecontracts.compute.MachineOrder;

/** Guests in runc containers on this machine. A guest's life does not hang on the portal's: both may be found again. */
@ApplicationScoped
public class Sandbox implements Backend {
    private static final List<String> PROGRAMS =
            List.of("runc", "mke2fs", "mount", "umount", "setpriv", "unshare", "prlimit");
    private static final int LONGEST_KEY = 1024;

    @Inject
    SandboxSettings settings;

    @Inject
    Clock clock;

    private final Map<UUID, Attachment> attached = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "sandbox";
    }

    @Override
    public Optional<String> unready() {
        if (!Files.isWritable(Path.of("/sys/fs/cgroup")) || !"root".equals(System.getProperty("user.name"))) {
            return Optional.of("The sandbox needs root and writable control groups");
        }
        for (var program : PROGRAMS) {
            if (!Program.exists(program)) {
                return Optional.of("The sandbox needs " + program + ", which is not installed");
            }
        }
        if (!Files.isDirectory(settings.image().resolve("rootfs"))) {
            return Optional.of("The guests' root file system is missing: dev/guest-image.sh makes " + settings.image());
        }
        return Optional.empty();
    }

    @Override
    public Standing standing(UUID id) {
        return container(id).standing();
    }

    @Override
    public void launch(MachineOrder order, Watch watch) {
        var place = place(order.id());
        makeFolders(place);
        Disk.make(place, settings.image(), order.spec().diskBytes());
        new GuestTree(place.rootfs()).fill(order, settings);
        attach(order, watch);
        container(order.id()).start(new Bundle(order, place, settings.pids()));
    }

    @Override
    public void attach(MachineOrder order, Watch watch) {
        attached.computeIfAbsent(
                order.id(),
                id -> new Attachment(
                        order, place(id), settings.forwards(), new ConsoleLink(order.lastLine(), watch, clock), watch));
    }

    @Override
    public void tearDown(UUID id) {
        container(id).end();
        detach(id);
        Disk.remove(place(id));
    }

    @Override
    public Optional<String> hostKey(UUID id) {
        var file = Path.of("etc", "ssh", "ssh_host_ed25519_key.pub");
        return GuestFiles.read(place(id).rootfs(), file, LONGEST_KEY)
                .map(String::strip)
                .filter(line -> line.startsWith("ssh-ed25519 "));
    }

    @Override
    public long networkBytes(UUID id) {
        var attachment = attached.get(id);
        return attachment == null ? 0 : attachment.networkBytes();
    }

    @Override
    public String lastWords(UUID id) {
        return container(id).earlyOutput();
    }

    @PreDestroy
    void detachAll() {
        attached.keySet().forEach(this::detach);
    }

    private void detach(UUID id) {
        var attachment = attached.remove(id);
        if (attachment != null) {
            attachment.close();
        }
    }

    /** Of root and the guests' group alone: the tree has world-readable files that are nobody's business. */
    private void makeFolders(Place place) {
        makeFolder(settings.runDir(), "rwx--x---");
        makeFolder(place.run(), "rwx--x---");
        makeFolder(place.host(), "rwxr-x---");
    }

    private static void makeFolder(Path folder, String mode) {
        try {
            Files.createDirectories(folder);
            Files.setAttribute(folder, "unix:gid", Place.FIRST_ID);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make " + folder, e);
        }
    }

    private Container container(UUID id) {
        return new Container(place(id), settings.runDir().resolve("runc"));
    }

    private Place place(UUID id) {
        return new Place(
                id,
                settings.runDir().resolve(id.toString()),
                settings.machines().resolve(id.toString()));
    }
}

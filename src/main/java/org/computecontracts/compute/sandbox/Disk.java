package org.computecontracts.compute.sandbox;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A guest's disk: the shared image below, and above it an ext4 file system of exactly the size it may use. */
final class Disk {
    private Disk() {}

    static void make(Place place, Path image, long bytes) {
        try {
            Files.createDirectories(place.disk());
            Files.createDirectories(place.rootfs());
            Files.createDirectories(place.kept());
            try (var file = new RandomAccessFile(place.diskImage().toFile(), "rw")) {
                file.setLength(bytes);
            }
            mount(place, image);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the disk of " + place.id(), e);
        }
    }

    private static void mount(Place place, Path image) throws IOException {
        // No journal: a disk whose host has crashed is not used again. The inode tables are never zeroed: sparse stays
        // sparse.
        Program.run(
                "mke2fs",
                "-q",
                "-F",
                "-t",
                "ext4",
                "-m",
                "0",
                "-O",
                "^has_journal",
                "-E",
                "lazy_itable_init=1,nodiscard",
                place.diskImage().toString());
        Program.run(
                "mount",
                "-o",
                "loop,nodev,nosuid,noexec,noinit_itable",
                place.diskImage().toString(),
                place.disk().toString());
        var upper = Files.createDirectory(place.disk().resolve("upper"));
        var work = Files.createDirectory(place.disk().resolve("work"));
        Owner.GUEST_ROOT.own(upper);
        Program.run(
                "mount",
                "-t",
                "overlay",
                "overlay",
                "-o",
                "nodev,lowerdir=%s,upperdir=%s,workdir=%s".formatted(image.resolve("rootfs"), upper, work),
                place.rootfs().toString());
    }

    /** Unmounts and deletes whatever there is; what is still busy goes when its last user does. */
    static void remove(Place place) {
        unmount(place.rootfs());
        unmount(place.disk());
        delete(place.run());
        delete(place.kept());
    }

    private static void unmount(Path point) {
        // More than once, should a killed portal have mounted twice.
        for (var tries = 0; tries < 3 && Mounts.has(point); tries++) {
            if (Program.attempt("umount", point.toString()).status() != 0) {
                Program.run("umount", "--lazy", point.toString());
            }
        }
    }

    /** Never crosses a mount: unmounting has failed loudly before. */
    private static void delete(Path folder) {
        if (Mounts.under(folder)) {
            throw new IllegalStateException("Still mounted below " + folder);
        }
        if (!Files.exists(folder)) {
            return;
        }
        try (var tree = Files.walk(folder)) {
            for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + folder, e);
        }
    }
}

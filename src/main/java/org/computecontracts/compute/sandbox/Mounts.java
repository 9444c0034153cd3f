package org.computecontracts.compute.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is mounted where, as the kernel says. */
final class Mounts {
    private Mounts() {}

    static boolean has(Path point) {
        return points().contains(point.toString());
    }

    static boolean under(Path folder) {
        return points().stream().anyMatch(point -> Path.of(point).startsWith(folder));
    }

    private static List<String> points() {
        try (var lines = Files.lines(Path.of("/proc/self/mountinfo"))) {
            return lines.map(line -> line.split(" ", 6)[4].replace("\\040", " "))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the mount table", e);
        }
    }
}

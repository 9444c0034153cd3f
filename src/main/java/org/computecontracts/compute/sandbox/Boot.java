package org.computecontracts.compute.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which start of this host this is: no process of an earlier one is there. A container is a host, too. */
final class Boot {
    /** Of proc_pid_stat(5), counted from after the name, which may have spaces. */
    private static final int START_TIME = 19;

    private Boot() {}

    /** The kernel's own name for its start, and when the first process was started that can be seen from here. */
    static String id() {
        try {
            var kernel = Files.readString(Path.of("/proc/sys/kernel/random/boot_id"));
            var first = Files.readString(Path.of("/proc/1/stat"));
            var fields = first.substring(first.lastIndexOf(") ") + 2).split(" ", -1);
            return kernel.strip() + " " + fields[START_TIME];
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot tell which start of this host this is", e);
        }
    }
}

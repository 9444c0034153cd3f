package org.computecontracts.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Names a running process for {@code ./portal stop} and the next start: its id and, since ids come round again, when it
 * was started (field 22 of /proc/PID/stat, in clock ticks).
 */
record PidFile(Path file) {
    void write(long pid) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, pid + " " + startOf(pid) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process, when it is still the same one. */
    Optional<ProcessHandle> process() {
        try {
            var words = Files.readString(file).strip().split(" ", -1);
            var pid = Long.parseLong(words[0]);
            return startOf(pid).equals(words[1]) ? ProcessHandle.of(pid) : Optional.empty();
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static String startOf(long pid) throws IOException {
        var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        // The second field is the program's name in parentheses, which may hold anything
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19];
    }
}

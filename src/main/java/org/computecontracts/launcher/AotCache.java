package org.computecontracts.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Classes as a start needs them, loaded, linked and profiled once (JEP 483, 514, 515). The JVM ignores one that was made by
 * another JDK or of other jars.
 */
record AotCache(Path file) {
    private static final int SINCE = 25;

    /** Whether this JDK can make one in one step. */
    static boolean isKnown() {
        return Runtime.version().feature() >= SINCE;
    }

    boolean exists() {
        return Files.exists(file);
    }

    /** What a server is to be started with. */
    List<String> use() {
        return exists() ? List.of("-XX:AOTCache=" + file) : List.of();
    }

    /** What a server is to be started with that writes it when it ends in good order. */
    List<String> record() {
        return List.of("-XX:AOTCacheOutput=" + file, "-Xlog:disable");
    }
}

package org.computecontracts.compute.sandbox;

import java.nio.file.Path;
import java.util.UUID;

/** The folders of one guest: {@code run} is gone after a restart of the host, {@code kept} is not. */
record Place(UUID id, Path run, Path kept) {
    /** The first id of the range that guests' users are mapped to, and its length; the image's files have these owners. */
    static final int FIRST_ID = 100_000;

    static final int IDS = 65_536;

    String container() {
        return "compute-" + id;
    }

    Path diskImage() {
        return kept.resolve("disk.img");
    }

    /** Exists from when the guest was started, and says in which start of the host that was. */
    Path started() {
        return kept.resolve("started");
    }

    Path disk() {
        return run.resolve("disk");
    }

    Path rootfs() {
        return run.resolve("rootfs");
    }

    /** Seen by the guest as {@code /run/host}. */
    Path host() {
        return run.resolve("host");
    }

    Path socket(String name) {
        return host().resolve(name + ".sock");
    }

    Path pidFile() {
        return run.resolve("pid");
    }

    Path config() {
        return run.resolve("config.json");
    }

    /** What PID 1 prints before it has a console; on the guest's own disk, so that it cannot fill ours. */
    Path earlyOutput() {
        return disk().resolve("early.log");
    }
}

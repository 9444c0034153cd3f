package org.computecontracts.compute.sandbox;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The user namespace of one guest, open until the guest has joined it.
 *
 * <p>Much that the kernel gives out (inotify instances, message queues, pending signals, locked memory) it counts for
 * whoever made the namespace, too. So each guest's is made by a user that nobody else is: what a guest takes is missing
 * neither to root of the host nor to another guest.
 */
final class UserNamespace implements AutoCloseable {
    /** Above all ranges that distributions give out for users, containers and services. */
    private static final int FIRST_OWNER = 1_879_048_192;

    private static final int OWNERS = 1 << 28;
    private static final String SECONDS = "120";

    private final Process holder;

    private UserNamespace(Process holder) {
        this.holder = holder;
    }

    static UserNamespace of(UUID guest) {
        var owner = String.valueOf(owner(guest));
        try {
            var namespace = new UserNamespace(new ProcessBuilder(
                            "setpriv",
                            "--reuid",
                            owner,
                            "--regid",
                            owner,
                            "--clear-groups",
                            "unshare",
                            "--user",
                            "sleep",
                            SECONDS)
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .start());
            namespace.map();
            return namespace;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a user namespace", e);
        }
    }

    static int owner(UUID guest) {
        return FIRST_OWNER + Math.floorMod(guest.hashCode(), OWNERS);
    }

    /** From outside, as root: nobody inside may choose whom its users are. */
    private void map() throws IOException {
        var ours = Files.readSymbolicLink(Path.of("/proc/self/ns/user"));
        for (var tries = 0; Files.readSymbolicLink(path()).equals(ours); tries++) {
            if (tries == 500 || !holder.isAlive()) {
                throw new IOException("The kernel makes no user namespace for a user of its own");
            }
            pause();
        }
        for (var map : new String[] {"gid_map", "uid_map"}) {
            Files.writeString(of(map), "0 %d %d\n".formatted(Place.FIRST_ID, Place.IDS));
        }
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a user namespace was made", e);
        }
    }

    /** Where the namespace can be joined. */
    Path path() {
        return of("ns").resolve("user");
    }

    private Path of(String name) {
        return Path.of("/proc", String.valueOf(holder.pid()), name);
    }

    @Override
    public void close() {
        holder.destroyForcibly();
    }
}

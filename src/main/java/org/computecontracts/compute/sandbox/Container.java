package org.computecontracts.compute.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.computecontracts.compute.Backend.Standing;
import org.computecontracts.kernel.Json;

/** The runc container of one guest. It outlives the portal: whether it lives is asked of the kernel, not remembered. */
final class Container {
    private static final long GRACE_MILLIS = 6_000;

    private final Place place;
    private final Path runcRoot;

    Container(Place place, Path runcRoot) {
        this.place = place;
        this.runcRoot = runcRoot;
    }

    void start(Bundle bundle) {
        try (var users = UserNamespace.of(place.id())) {
            Files.writeString(place.config(), Json.write(bundle.config(users.path())));
            // Inherited, as only a root with more than a guest's maker needs could set them in its namespace.
            var status = Program.into(
                    place.earlyOutput().toFile(),
                    "prlimit",
                    "--core=0:0",
                    // Times the processes a guest may have: fewer than the host has in all.
                    "--nofile=1024:4096",
                    "runc",
                    "--root",
                    runcRoot.toString(),
                    "run",
                    "--detach",
                    "--bundle",
                    place.run().toString(),
                    "--pid-file",
                    place.pidFile().toString(),
                    place.container());
            if (status != 0) {
                throw new IllegalStateException("runc ended with %d: %s".formatted(status, earlyOutput()));
            }
            Files.writeString(place.started(), Boot.id());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + place.container(), e);
        }
    }

    Standing standing() {
        if (isAlive()) {
            return Standing.ALIVE;
        }
        try {
            return Files.readString(place.started()).equals(Boot.id()) ? Standing.ENDED : Standing.LOST;
        } catch (NoSuchFileException e) {
            return Standing.NONE;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot tell what has become of " + place.container(), e);
        }
    }

    /** The process that runc noted, as long as it is in the container's own control group: ids come around again. */
    private boolean isAlive() {
        try {
            var pid = Files.readString(place.pidFile()).strip();
            var process = Path.of("/proc", pid);
            return Files.readString(process.resolve("cgroup")).contains("/" + place.container())
                    && !Files.readString(process.resolve("stat")).contains(") Z ");
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            // ESRCH: it went away between two reads.
            return false;
        }
    }

    void end() {
        if (isAlive()) {
            runc("kill", place.container(), "TERM");
            awaitEnd();
        }
        if (Files.exists(runcRoot.resolve(place.container()))) {
            Program.run("runc", "--root", runcRoot.toString(), "delete", "--force", place.container());
        }
    }

    private void awaitEnd() {
        var until = System.nanoTime() + GRACE_MILLIS * 1_000_000;
        try {
            while (isAlive() && System.nanoTime() < until) {
                Thread.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void runc(String... arguments) {
        var command = new String[arguments.length + 3];
        command[0] = "runc";
        command[1] = "--root";
        command[2] = runcRoot.toString();
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        Program.attempt(command);
    }

    /** The last thing printed before there was a console. */
    String earlyOutput() {
        var text = GuestFiles.read(place.disk(), Path.of("early.log"), 4096).orElse("");
        return text.strip();
    }
}

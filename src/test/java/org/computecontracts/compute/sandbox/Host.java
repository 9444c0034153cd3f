package org.computecontracts.compute.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.compute.MachineOrder;
import org.computecontracts.compute.MachineSpec;
import org.computecontracts.kernel.Settings;

/** A sandbox outside the container, with folders of its own. */
final class Host {
    static final MachineSpec SPEC = new MachineSpec(1, "512M", "1G", "500M");

    private Host() {}

    /** Where dev/guest-image.sh has put the image. */
    static Path image() {
        var named = System.getenv("CC_COMPUTE_IMAGE");
        return Path.of(named == null ? "data/images/guest" : named);
    }

    static Sandbox sandbox(Path folder, String... forwards) {
        var sandbox = new Sandbox();
        sandbox.settings = new SandboxSettings();
        sandbox.settings.image = Optional.of(image());
        sandbox.settings.runDir = Path.of("/run/cc-" + Integer.toHexString(folder.hashCode()));
        sandbox.settings.forward = List.of(forwards);
        sandbox.settings.guestNames = List.of("rp.localhost", "rp.fedproxy.com", "fedproxy.com");
        sandbox.settings.pids = 256;
        sandbox.clock = Clock.systemUTC();
        sandbox.settings.settings = new Settings() {
            @Override
            public Path dataDir() {
                return folder;
            }

            @Override
            public Path localCa() {
                return folder.resolve("ca.pem");
            }

            @Override
            public java.net.URI publicUrl() {
                return java.net.URI.create("https://localhost:8443");
            }
        };
        return sandbox;
    }

    static MachineOrder order(UUID id, String userData) {
        return order(id, SPEC, userData);
    }

    static MachineOrder order(UUID id, MachineSpec spec, String userData) {
        return new MachineOrder(id, spec, "guest", userData, 0, 0);
    }

    static boolean exists() {
        return Files.isDirectory(image().resolve("rootfs"));
    }
}

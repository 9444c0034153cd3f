package org.computecontracts.compute.sandbox;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.computecontracts.kernel.Settings;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How this machine runs guests. */
@Dependent
class SandboxSettings {
    /** Folder of the guests' root file system, made by dev/guest-image.sh; images/guest in the data folder by default. */
    @Inject
    @ConfigProperty(name = "cc.compute.image")
    Optional<Path> image;

    /** Folder for mounts and sockets; short, as a socket's path may have 107 bytes. */
    @Inject
    @ConfigProperty(name = "cc.compute.run-dir", defaultValue = "/run/compute-contracts")
    Path runDir;

    /** The guest's only ways out: PORT=HOST:PORT pairs, from its loopback to an address seen from here. */
    @Inject
    @ConfigProperty(
            name = "cc.compute.forward",
            defaultValue = "443=127.0.0.1:8443,8443=127.0.0.1:8443,2222=127.0.0.1:2222")
    List<String> forward;

    /** Host names that mean the guest's loopback, and so whatever is forwarded there. */
    @Inject
    @ConfigProperty(name = "cc.compute.guest-names", defaultValue = "rp.localhost")
    List<String> guestNames;

    /** How many processes and threads a guest may have. */
    @Inject
    @ConfigProperty(name = "cc.compute.pids", defaultValue = "512")
    int pids;

    @Inject
    Settings settings;

    Path image() {
        return image.orElseGet(() -> settings.dataDir().resolve("images").resolve("guest"))
                .toAbsolutePath();
    }

    Path runDir() {
        return runDir;
    }

    int pids() {
        return pids;
    }

    Path localCa() {
        return settings.localCa();
    }

    Path machines() {
        return settings.dataDir().resolve("machines").toAbsolutePath();
    }

    Map<Integer, InetSocketAddress> forwards() {
        var found = new TreeMap<Integer, InetSocketAddress>();
        for (var pair : forward) {
            var parts = pair.strip().split("[=:]", 3);
            if (parts.length != 3) {
                throw new IllegalStateException("cc.compute.forward: PORT=HOST:PORT is expected, not " + pair);
            }
            found.put(Integer.valueOf(parts[0]), new InetSocketAddress(parts[1], Integer.parseInt(parts[2])));
        }
        return found;
    }

    Collection<String> guestNames() {
        var names = new LinkedHashSet<String>();
        names.add(settings.publicUrl().getHost());
        guestNames.stream().map(String::strip).filter(name -> !name.isEmpty()).forEach(names::add);
        names.remove("localhost");
        return new ArrayList<>(names);
    }
}

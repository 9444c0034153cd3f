package org.computecontracts.compute.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import org.computecontracts.compute.MachineOrder;

/** Puts into a fresh root file system what makes it this guest. Only before its first process: nothing in it is hostile yet. */
final class GuestTree {
    private static final List<String> SUPERVISOR = List.of(
            "init.py",
            "boot.py",
            "console.py",
            "control.py",
            "forward.py",
            "processes.py",
            "service.py",
            "unitfile.py",
            "units.py");

    /** What a restart of the portal cuts off is sent again; a script that reads no status would go on without it. */
    private static final String CURL_RC = "retry = 20\nretry-delay = 1\nretry-max-time = 120\nretry-all-errors\n";

    private final Path root;

    GuestTree(Path root) {
        this.root = root;
    }

    void fill(MachineOrder order, SandboxSettings settings) {
        try {
            for (var name : SUPERVISOR) {
                put("usr/lib/compute-guest/" + name, resource(name), "rw-r--r--");
            }
            put("usr/bin/systemctl", resource("systemctl"), "rwxr-xr-x");
            put("etc/cloud/cloud.cfg.d/95_compute.cfg", resource("cloud.cfg"), "rw-r--r--");
            put("var/lib/cloud/seed/nocloud/user-data", order.userData(), "rw-------");
            put("var/lib/cloud/seed/nocloud/meta-data", metaData(order), "rw-r--r--");
            put("etc/hostname", order.hostName() + "\n", "rw-r--r--");
            put("etc/hosts", hosts(order.hostName(), settings), "rw-r--r--");
            put("etc/resolv.conf", "", "rw-r--r--");
            put("root/.curlrc", CURL_RC, "rw-r--r--");
            put("etc/machine-id", order.id().toString().replace("-", "") + "\n", "r--r--r--");
            trust(settings.localCa());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot fill the tree of " + order.id(), e);
        }
    }

    /** {@code dsmode: local} makes {@code cloud-init init --local} take the seed at once. */
    private static String metaData(MachineOrder order) {
        return "instance-id: %s\nlocal-hostname: %s\ndsmode: local\n".formatted(order.id(), order.hostName());
    }

    private static String hosts(String name, SandboxSettings settings) {
        return "127.0.0.1 localhost\n::1 localhost ip6-localhost\n127.0.0.1 %s %s\n"
                .formatted(name, String.join(" ", settings.guestNames()));
    }

    private void trust(Path authority) throws IOException {
        if (!Files.exists(authority)) {
            return;
        }
        var pem = Files.readString(authority);
        put("usr/local/share/ca-certificates/compute-contracts.crt", pem, "rw-r--r--");
        var bundle = "etc/ssl/certs/ca-certificates.crt";
        put(bundle, Files.readString(root.resolve(bundle)) + pem, "rw-r--r--");
    }

    private void put(String path, String content, String mode) throws IOException {
        var file = root.resolve(path);
        makeFolder(Objects.requireNonNull(file.getParent()));
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        Owner.GUEST_ROOT.own(file);
    }

    private void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(folder)) {
            makeFolder(Objects.requireNonNull(folder.getParent()));
            Files.createDirectory(folder);
            Owner.GUEST_ROOT.own(folder);
        }
    }

    private static String resource(String name) throws IOException {
        try (var in = GuestTree.class.getResourceAsStream("/guest/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

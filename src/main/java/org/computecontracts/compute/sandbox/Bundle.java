package org.computecontracts.compute.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.computecontracts.compute.MachineOrder;
import org.computecontracts.kernel.Json;

/** The OCI runtime configuration of a guest. */
final class Bundle {
    /** No mount, network, trace, module, device or clock; what root needs to own files and run services as others. */
    private static final List<String> CAPABILITIES = List.of(
            "CAP_CHOWN",
            "CAP_DAC_OVERRIDE",
            "CAP_FOWNER",
            "CAP_FSETID",
            "CAP_KILL",
            "CAP_SETGID",
            "CAP_SETUID",
            "CAP_NET_BIND_SERVICE",
            "CAP_SYS_CHROOT",
            "CAP_AUDIT_WRITE");

    private static final List<String> MASKED = List.of(
            "/proc/acpi",
            "/proc/asound",
            "/proc/kcore",
            "/proc/keys",
            "/proc/latency_stats",
            "/proc/timer_list",
            "/proc/timer_stats",
            "/proc/sched_debug",
            "/proc/scsi",
            "/sys/firmware",
            "/sys/fs/cgroup",
            "/sys/devices/virtual/powercap");

    private static final List<String> READ_ONLY =
            List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

    private static final long PERIOD = 100_000;

    private final MachineOrder order;
    private final Place place;
    private final int pids;

    Bundle(MachineOrder order, Place place, int pids) {
        this.order = order;
        this.place = place;
        this.pids = pids;
    }

    /** A guest that joins this user namespace. */
    ObjectNode config(Path users) {
        var config = Json.object().put("ociVersion", "1.0.2").put("hostname", order.hostName());
        config.putObject("root").put("path", "rootfs").put("readonly", false);
        process(config.putObject("process"));
        mounts(config.putArray("mounts"));
        var linux = config.putObject("linux").put("cgroupsPath", "/" + place.container());
        resources(linux.putObject("resources"));
        namespaces(linux, users);
        MASKED.forEach(linux.putArray("maskedPaths")::add);
        READ_ONLY.forEach(linux.putArray("readonlyPaths")::add);
        linux.set("seccomp", Seccomp.profile());
        return config;
    }

    private static void process(ObjectNode process) {
        process.put("terminal", false).put("cwd", "/");
        // sudo and su must work inside; the user namespace and the bounding set hold them.
        process.put("noNewPrivileges", false);
        process.putObject("user").put("uid", 0).put("gid", 0);
        process.putArray("args").add("/usr/bin/python3").add("-E").add("/usr/lib/compute-guest/init.py");
        process.putArray("env")
                .add("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
                .add("container=oci");
        var capabilities = process.putObject("capabilities");
        for (var set : List.of("bounding", "effective", "permitted")) {
            CAPABILITIES.forEach(capabilities.putArray(set)::add);
        }
    }

    private void mounts(ArrayNode mounts) {
        mount(mounts, "/proc", "proc", "proc", "nosuid", "noexec", "nodev");
        mount(mounts, "/dev", "tmpfs", "tmpfs", "nosuid", "strictatime", "mode=755", "size=1m");
        mount(
                mounts,
                "/dev/pts",
                "devpts",
                "devpts",
                "nosuid",
                "noexec",
                "newinstance",
                "ptmxmode=0666",
                "mode=0620",
                // Of the host's 4096, a quarter of which no guest gets.
                "max=128",
                "gid=5");
        mount(mounts, "/dev/shm", "tmpfs", "shm", "nosuid", "noexec", "nodev", "mode=1777", tmpfsSize());
        mount(mounts, "/dev/mqueue", "mqueue", "mqueue", "nosuid", "noexec", "nodev");
        mount(mounts, "/sys", "sysfs", "sysfs", "nosuid", "noexec", "nodev", "ro");
        mount(mounts, "/run", "tmpfs", "tmpfs", "nosuid", "nodev", "mode=755", tmpfsSize());
        mount(mounts, "/tmp", "tmpfs", "tmpfs", "nosuid", "nodev", "mode=1777", tmpfsSize());
        mount(mounts, "/run/host", "bind", place.host().toString(), "bind", "ro", "nosuid", "nodev", "noexec");
    }

    /** Counts as the guest's memory in any case; half of it keeps a full /tmp from ending everything. */
    private String tmpfsSize() {
        return "size=" + order.spec().memBytes() / 2;
    }

    private static void mount(ArrayNode mounts, String at, String type, String source, String... options) {
        var mount = mounts.addObject().put("destination", at).put("type", type).put("source", source);
        List.of(options).forEach(mount.putArray("options")::add);
    }

    private void resources(ObjectNode resources) {
        resources.putArray("devices").addObject().put("allow", false).put("access", "rwm");
        var bytes = order.spec().memBytes();
        var memory = resources.putObject("memory").put("limit", bytes);
        if (countsSwap()) {
            // Memory and swap together: no swap on top.
            memory.put("swap", bytes);
        }
        resources.putObject("cpu").put("quota", order.spec().cpus() * PERIOD).put("period", PERIOD);
        resources.putObject("pids").put("limit", pids);
    }

    /** cgroup v2 always does; v1 only where the kernel was started so. */
    private static boolean countsSwap() {
        var v1 = Path.of("/sys/fs/cgroup/memory");
        return !Files.exists(v1) || Files.exists(v1.resolve("memory.memsw.limit_in_bytes"));
    }

    private static void namespaces(ObjectNode linux, Path users) {
        for (var ids : List.of("uidMappings", "gidMappings")) {
            linux.putArray(ids)
                    .addObject()
                    .put("containerID", 0)
                    .put("hostID", Place.FIRST_ID)
                    .put("size", Place.IDS);
        }
        var namespaces = linux.putArray("namespaces");
        List.of("pid", "network", "ipc", "uts", "mount", "cgroup")
                .forEach(type -> namespaces.addObject().put("type", type));
        namespaces.addObject().put("type", "user").put("path", users.toString());
    }
}

package org.computecontracts.compute.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.computecontracts.compute.MachineSpec;
import org.junit.jupiter.api.Test;

class BundleTest {
    private final UUID id = UUID.randomUUID();
    private final JsonNode config = new Bundle(
                    Host.order(id, new MachineSpec(2, "512M", "10G", "500G"), ""),
                    new Place(id, Path.of("/run/x"), Path.of("/var/x")),
                    300)
            .config(Path.of("/proc/42/ns/user"));

    @Test
    void holdsTheGuestToItsManifest() {
        var resources = config.at("/linux/resources");

        assertThat(resources.at("/memory/limit").asLong()).isEqualTo(512L << 20);
        assertThat(resources.at("/cpu/quota").asLong())
                .isEqualTo(2 * resources.at("/cpu/period").asLong());
        assertThat(resources.at("/pids/limit").asInt()).isEqualTo(300);
        assertThat(resources.at("/devices/0/allow").asBoolean(true)).isFalse();
    }

    @Test
    void givesTheGuestNamespacesOfItsOwnAndNoRealRoot() {
        assertThat(texts(config.at("/linux/namespaces"), "type"))
                .containsExactlyInAnyOrder("pid", "network", "ipc", "uts", "mount", "user", "cgroup");
        config.at("/linux/namespaces")
                .forEach(namespace -> assertThat(namespace.path("path").asText())
                        .isEqualTo(namespace.path("type").asText().equals("user") ? "/proc/42/ns/user" : ""));
        for (var ids : List.of("uidMappings", "gidMappings")) {
            assertThat(config.at("/linux/" + ids).size()).isEqualTo(1);
            assertThat(config.at("/linux/" + ids + "/0/hostID").asInt()).isEqualTo(100_000);
        }
    }

    @Test
    void givesNoPowerOverTheKernel() {
        for (var set : List.of("bounding", "effective", "permitted")) {
            assertThat(texts(config.at("/process/capabilities/" + set), ""))
                    .isNotEmpty()
                    .doesNotContain(
                            "CAP_SYS_ADMIN",
                            "CAP_NET_ADMIN",
                            "CAP_SYS_PTRACE",
                            "CAP_SYS_MODULE",
                            "CAP_MKNOD",
                            "CAP_NET_RAW",
                            "CAP_SYS_RAWIO",
                            "CAP_BPF",
                            "CAP_DAC_READ_SEARCH");
        }
        assertThat(config.at("/process/capabilities").has("inheritable")).isFalse();
    }

    @Test
    void refusesEverySystemCallThatIsNotListed() {
        var profile = config.at("/linux/seccomp");

        assertThat(profile.path("defaultAction").asText()).isEqualTo("SCMP_ACT_ERRNO");
        assertThat(profile.path("architectures").size()).isEqualTo(1);
        assertThat(Seccomp.names())
                .doesNotHaveDuplicates()
                .contains("openat", "execve", "futex")
                .doesNotContain(
                        "mount",
                        "umount2",
                        "unshare",
                        "setns",
                        "pivot_root",
                        "ptrace",
                        "bpf",
                        "keyctl",
                        "add_key",
                        "io_uring_setup",
                        "userfaultfd",
                        "open_by_handle_at",
                        "init_module",
                        "kexec_load",
                        "reboot",
                        "process_vm_readv",
                        "perf_event_open",
                        "clone",
                        "clone3",
                        "io_setup",
                        "io_submit",
                        "fanotify_init",
                        "request_key",
                        "socket",
                        "personality");
    }

    @Test
    void bindsNothingOfTheHostButTheSocketsReadOnly() {
        var binds = new ArrayList<JsonNode>();
        config.path("mounts").forEach(mount -> {
            if (mount.path("type").asText().equals("bind")) {
                binds.add(mount);
            }
        });

        assertThat(binds).singleElement().satisfies(bind -> {
            assertThat(bind.path("source").asText()).isEqualTo("/run/x/host");
            assertThat(texts(bind.path("options"), "")).contains("ro", "nodev", "nosuid");
        });
    }

    private static List<String> texts(JsonNode array, String field) {
        var found = new ArrayList<String>();
        array.forEach(item ->
                found.add(field.isEmpty() ? item.asText() : item.path(field).asText()));
        return found;
    }
}

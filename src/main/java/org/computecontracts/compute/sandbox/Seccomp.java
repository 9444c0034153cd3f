package org.computecontracts.compute.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.computecontracts.kernel.Json;

/** The system calls a guest may make: those listed in guest/syscalls.txt, a few with conditions, no other. */
final class Seccomp {
    private static final int EPERM = 1;
    private static final int ENOSYS = 38;

    /** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET. */
    private static final long NAMESPACES = 0x7E020000L;

    /** AF_UNIX, AF_INET, AF_INET6, AF_NETLINK: above all no AF_VSOCK, AF_ALG or AF_PACKET. */
    private static final List<Long> FAMILIES = List.of(1L, 2L, 10L, 16L);

    /** Linux, Linux with 32-bit addresses, and the question for the current one. */
    private static final List<Long> PERSONALITIES = List.of(0L, 8L, 0xFFFFFFFFL);

    private static final List<String> ASYNCHRONOUS =
            List.of("io_setup", "io_submit", "io_cancel", "io_destroy", "io_getevents", "io_pgetevents");

    private Seccomp() {}

    static ObjectNode profile() {
        var profile = Json.object().put("defaultAction", "SCMP_ACT_ERRNO").put("defaultErrnoRet", EPERM);
        profile.putArray("architectures").add(architecture());
        var rules = profile.putArray("syscalls");
        var plain = rules.addObject().put("action", "SCMP_ACT_ALLOW");
        names().forEach(plain.putArray("names")::add);
        FAMILIES.forEach(family -> equal(rules, "socket", family));
        PERSONALITIES.forEach(personality -> equal(rules, "personality", personality));
        argument(allow(rules, "clone"), NAMESPACES, "SCMP_CMP_MASKED_EQ").put("valueTwo", 0);
        // One pool for the whole host, which a single guest could empty; programs go on without.
        ASYNCHRONOUS.forEach(call -> missing(rules, call));
        // The C library falls back to clone, whose flags can be looked at, only when there is no clone3.
        missing(rules, "clone3");
        return profile;
    }

    private static void missing(ArrayNode rules, String call) {
        allow(rules, call).put("action", "SCMP_ACT_ERRNO").put("errnoRet", ENOSYS);
    }

    static List<String> names() {
        try (var in = Seccomp.class.getResourceAsStream("/guest/syscalls.txt")) {
            var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Arrays.stream(line.strip().split("\\s+")))
                    .filter(name -> !name.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the list of system calls", e);
        }
    }

    private static String architecture() {
        var name = System.getProperty("os.arch", "");
        return switch (name) {
            case "amd64", "x86_64" -> "SCMP_ARCH_X86_64";
            case "aarch64" -> "SCMP_ARCH_AARCH64";
            default -> throw new IllegalStateException("No list of system calls for " + name);
        };
    }

    private static void equal(ArrayNode rules, String call, long value) {
        argument(allow(rules, call), value, "SCMP_CMP_EQ");
    }

    private static ObjectNode allow(ArrayNode rules, String call) {
        var rule = rules.addObject().put("action", "SCMP_ACT_ALLOW");
        rule.putArray("names").add(call);
        return rule;
    }

    private static ObjectNode argument(ObjectNode rule, long value, String operator) {
        return rule.putArray("args")
                .addObject()
                .put("index", 0)
                .put("value", value)
                .put("op", operator);
    }
}

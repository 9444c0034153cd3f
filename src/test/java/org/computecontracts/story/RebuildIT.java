package org.computecontracts.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.computecontracts.launcher.Folders;
import org.computecontracts.launcher.Listeners;
import org.computecontracts.launcher.Plan;
import org.computecontracts.launcher.Site;
import org.computecontracts.launcher.Terminal;
import org.computecontracts.testing.PortalUnderTest;
import org.junit.jupiter.api.Test;

/** {@code ./portal rebuild}, as the launcher does it: on a portal that runs, and on one that it has to start for that. */
class RebuildIT {
    private static final Path DATA = Path.of("target", "rebuilt").toAbsolutePath();
    private static final Path PROGRAMS = Path.of("target", "launcher");

    @Test
    void theViewComesOutTheSameWhetherThePortalRunsOrNot() throws Exception {
        Folders.delete(DATA);
        var listeners = Listeners.free();
        var folders = new Folders(Folders.ofUser().home(), DATA);
        var free = Map.of("CC_PAYMENT_RPC_URL", "");
        try (var site = Site.on(
                new Plan(folders, Path.of("").toAbsolutePath(), listeners, free, true),
                new Terminal(System.out, false))) {
            Files.writeString(DATA.resolve("front.port"), listeners.front() + "\n");
            site.start();
            var alice = fill(new Outside(PortalUnderTest.of(site)));

            assertThat(rebuild()).contains("The same: 3 records of 2 accounts").doesNotContain("Left aside");
            try (var busy = new BusyWriter(alice)) {
                assertThat(rebuildWhileWrittenTo()).contains("of 1 accounts", "written to meanwhile: 1");
            }
        }
        assertThat(rebuild()).contains("PostgreSQL", "The same: 3 records of 2 accounts");
    }

    /** It takes about as long as two writes do, so it may fall between them; but it is the same view in any case. */
    private static String rebuildWhileWrittenTo() throws IOException, InterruptedException {
        for (var tries = 0; tries < 40; tries++) {
            var said = rebuild();
            assertThat(said).contains("The same:");
            if (said.contains("meanwhile")) {
                return said;
            }
        }
        throw new AssertionError("Forty times between two writes");
    }

    /** Alice, who has vouched for Bob. */
    private static Person fill(Outside outside) {
        var alice = Person.signedUp(outside, "alice.test");
        var bob = Person.signedUp(outside, "bob.test");
        alice.judge(bob, "VOUCH", "builds well");
        var key = Answer.object().put("$type", "com.fedproxy.sshPublicKey").put("service", "web");
        alice.writes("com.fedproxy.sshPublicKey", key);
        var last = bob.writes("com.fedproxy.sshPublicKey", key.deepCopy().put("service", "other"));
        while (alice.get("/api/network/record?uri=" + last.path("uri").asText()).status() != 200) {
            Deal.pause();
        }
        return alice;
    }

    /** Writes a record and takes it back, again and again. */
    private static final class BusyWriter implements AutoCloseable {
        private final Thread thread;
        private volatile boolean done;

        BusyWriter(Person person) {
            var key = Answer.object().put("$type", "com.fedproxy.sshPublicKey");
            thread = Thread.ofVirtual().start(() -> {
                while (!done) {
                    var written = person.writes(
                            "com.fedproxy.sshPublicKey", key.deepCopy().put("service", "busy"));
                    person.deletes(written.path("uri").asText());
                    Deal.pause();
                }
            });
        }

        @Override
        public void close() throws InterruptedException {
            done = true;
            thread.join();
        }
    }

    private static String rebuild() throws IOException, InterruptedException {
        String path;
        try (var jars = Files.list(PROGRAMS)) {
            path = jars.map(Path::toString)
                    .filter(jar -> jar.endsWith(".jar") && !jar.endsWith("payara-micro.jar"))
                    .collect(Collectors.joining(":"));
        }
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var words = List.of(java, "-cp", path, "org.computecontracts.launcher.Main", "rebuild");
        var builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put("CC_DATA", DATA.toString());
        builder.environment().put("CC_PAYMENT_RPC_URL", "");
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}

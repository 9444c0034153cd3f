package org.computecontracts.ingress.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.computecontracts.testing.Injection.configure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.computecontracts.atproto.Did;
import org.computecontracts.ingress.IngressEvent.TunnelClosed;
import org.computecontracts.ingress.IngressEvent.TunnelOpened;
import org.computecontracts.ingress.Ssh;
import org.computecontracts.ingress.TestIngress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The relay as the OpenSSH client meets it. */
class RelayTest {
    private static final String WEB = "web--alice-test.localhost";
    private static final String REMOTE = "web:80:127.0.0.1:9";

    /** One for all tests: host keys take their time. */
    @TempDir
    static Path data;

    @TempDir
    Path folder;

    private TestIngress ingress;
    private Did alice;
    private Path key;

    @BeforeEach
    void aliceHasPublishedAKeyForWeb() {
        ingress = new TestIngress(data);
        alice = ingress.records.account("alice.test");
        key = Ssh.key(folder, "ed25519", "id_ed25519");
        ingress.records.publish(alice, Ssh.publicKey(key), "web");
        ingress.relay.start();
    }

    @AfterEach
    void stop() {
        ingress.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "rsa", "ecdsa"})
    void aPublishedKeyOpensATunnel(String type) {
        var other = Ssh.key(folder, type, "id_other");
        ingress.records.publish(alice, Ssh.publicKey(other), "web");

        try (var ssh = Ssh.forward(ingress, other, "alice.test", REMOTE)) {
            awaitTunnel(WEB, ssh);

            var tunnel = ingress.tunnels.find(WEB).orElseThrow();
            assertThat(tunnel.did()).isEqualTo(alice);
            assertThat(tunnel.url()).hasToString(ingress.url(WEB, "/"));
            assertThat(tunnel.keyFingerprint()).startsWith("SHA256:");
            Ssh.await("event", () -> !ingress.events.fired().isEmpty());
            assertThat(ingress.events.fired()).containsExactly(new TunnelOpened(alice, "web", tunnel.url()));
        }
    }

    @Test
    void anAccountMayLogInByItsDid() {
        try (var ssh = Ssh.forward(ingress, key, alice.value(), REMOTE)) {
            awaitTunnel("web--did-plc-alicedottest.localhost", ssh);
        }
    }

    @Test
    void aKeyNobodyPublishedIsRefusedAndTold() {
        var unknown = Ssh.key(folder, "ed25519", "id_unknown");

        try (var ssh = Ssh.forward(ingress, unknown, "alice.test", REMOTE)) {
            assertThat(ssh.exitStatus()).isEqualTo(255);
            assertThat(ssh.output())
                    .contains("alice.test has published no com.fedproxy.sshPublicKey record with the key SHA256:")
                    .contains("Permission denied (publickey)");
        }
        assertThat(ingress.tunnels.of(alice)).isEmpty();
    }

    @Test
    void anAccountNobodyKnowsIsRefusedAndTold() {
        try (var ssh = Ssh.forward(ingress, key, "nobody.test", REMOTE)) {
            assertThat(ssh.exitStatus()).isEqualTo(255);
            assertThat(ssh.output()).contains("nobody.test is unknown").contains("Permission denied (publickey)");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"other:80:127.0.0.1:9", "80:127.0.0.1:9", "*:80:127.0.0.1:9", "*.web:80:127.0.0.1:9"})
    void aServiceTheKeyIsNotForIsRefused(String remote) {
        try (var ssh = Ssh.forward(ingress, key, "alice.test", remote)) {
            assertThat(ssh.exitStatus()).isEqualTo(255);
            assertThat(ssh.output()).contains("Received disconnect from 127.0.0.1");
        }
        assertThat(ingress.tunnels.of(alice)).isEmpty();
    }

    @Test
    void saysWhyAServiceIsRefused() {
        try (var ssh = Ssh.forward(ingress, key, "alice.test", "other:80:127.0.0.1:9")) {
            assertThat(ssh.exitStatus()).isEqualTo(255);
            assertThat(ssh.output()).contains("alice.test has published this key for [web], not for other");
        }
    }

    @Test
    void aStarKeyOpensNamesButNoEmptyOnes() {
        var star = publishStarKey();

        try (var any = Ssh.forward(ingress, star, "alice.test", "*.app:80:127.0.0.1:9")) {
            awaitTunnel("x.app--alice-test.localhost", any);
        }
        for (var remote : List.of("80:127.0.0.1:9", "*:80:127.0.0.1:9", "xn:80:127.0.0.1:9")) {
            try (var ssh = Ssh.forward(ingress, star, "alice.test", remote)) {
                assertThat(ssh.exitStatus()).isEqualTo(255);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "db, db--alice-test",
        "v1, v1--alice-test",
        "WEB, web--alice-test",
        "my_app, my-app--alice-test",
        "xn--bcher-kva, xn--bcher--alice-test-22b",
    })
    void aServiceMayHaveAnyNameThatMakesALabel(String service, String label) {
        ingress.records.publish(alice, Ssh.publicKey(key), service);

        try (var ssh = Ssh.forward(ingress, key, "alice.test", service + ":80:127.0.0.1:9")) {
            awaitTunnel(label + ".localhost", ssh);
        }
    }

    @Test
    void aKeyPublishedForASecondNameOpensThatToo() {
        try (var web = Ssh.forward(ingress, key, "alice.test", REMOTE)) {
            awaitTunnel(WEB, web);
            ingress.records.publish(alice, Ssh.publicKey(key), "api");
            Ssh.sleep(1100);

            try (var api = Ssh.forward(ingress, key, "alice.test", "api:80:127.0.0.1:9")) {
                awaitTunnel("api--alice-test.localhost", api);
            }
        }
    }

    @Test
    void theRightOneOfManyKeysIsFound() {
        try (var ssh = Ssh.with(ingress, key, "alice.test", agentOf(25, "-R", REMOTE))) {
            awaitTunnel(WEB, ssh);
            assertThat(ssh.output()).containsOnlyOnce("ssh -o IdentitiesOnly=yes -i FILE");
        }
    }

    @Test
    void whoOffersKeysWithoutEndIsToldHowToOfferOne() {
        try (var ssh = Ssh.with(ingress, key, "alice.test", agentOf(70, "-R", REMOTE))) {
            assertThat(ssh.exitStatus()).isEqualTo(255);
            assertThat(ssh.output())
                    .contains("64 keys were refused; offer the one key that is published: ssh -o IdentitiesOnly=yes");
        }
    }

    private List<String> agentOf(int keys, String... more) {
        var options = new ArrayList<>(List.of(more));
        for (var i = 0; i < keys; i++) {
            options.add("-i");
            options.add(Ssh.key(folder, "ed25519", "id_" + i).toString());
        }
        return options;
    }

    @ParameterizedTest
    @ValueSource(strings = {"20001:127.0.0.1:20000", "other:80:127.0.0.1:9", "-x-:80:127.0.0.1:9"})
    void aForwardThatIsRefusedLeavesTheOthers(String refused) {
        var options =
                List.of("-o", "ExitOnForwardFailure=no", "-R", refused, "-R", "another:80:127.0.0.1:9", "-R", REMOTE);

        try (var ssh = Ssh.with(ingress, key, "alice.test", options)) {
            awaitTunnel(WEB, ssh);
            Ssh.await("warning", () -> ssh.output().contains("remote port forwarding failed for listen"));
            Ssh.sleep(600);
            assertThat(ssh.isAlive()).as(ssh.output()).isTrue();
            assertThat(ingress.tunnels.of(alice)).hasSize(1);
        }
    }

    @Test
    void saysWhyOfAllThatIsRefusedWhenNothingIsLeft() {
        var options = List.of("-o", "ExitOnForwardFailure=no", "-R", "one:80:127.0.0.1:9", "-R", "two:80:127.0.0.1:9");

        try (var ssh = Ssh.with(ingress, key, "alice.test", options)) {
            assertThat(ssh.exitStatus()).isEqualTo(255);
            assertThat(ssh.output()).contains("not for one").contains("not for two");
        }
    }

    @Test
    void oneConnectionMayCarrySeveralTunnels() {
        var star = publishStarKey();

        try (var ssh = Ssh.forward(ingress, star, "alice.test", "one:80:127.0.0.1:9", "two:80:127.0.0.1:9")) {
            awaitTunnel("one--alice-test.localhost", ssh);
            awaitTunnel("two--alice-test.localhost", ssh);
            assertThat(ingress.tunnels.of(alice)).hasSize(2);
        }
        Ssh.await("both gone", () -> ingress.tunnels.of(alice).isEmpty());
    }

    @Test
    void portZeroIsAnsweredWithAPort() {
        try (var ssh = Ssh.forward(ingress, key, "alice.test", "web:0:127.0.0.1:9")) {
            awaitTunnel(WEB, ssh);
            Ssh.await("port", () -> ssh.output().contains("Allocated port 1024 for remote forward"));
            assertThat(ssh.isAlive()).isTrue();
        }
    }

    @Test
    void aForwardMayBeCancelled() {
        var control = folder.resolve("control").toString();
        try (var ssh = Ssh.with(ingress, key, "alice.test", List.of("-M", "-S", control, "-R", REMOTE))) {
            awaitTunnel(WEB, ssh);

            Ssh.run("/usr/bin/ssh", "-S", control, "-O", "cancel", "-R", REMOTE, "alice.test@127.0.0.1");

            Ssh.await("gone", () -> ingress.tunnels.find(WEB).isEmpty());
            assertThat(ssh.isAlive()).isTrue();
        }
    }

    @Test
    void clientsOpenNoChannels() {
        try (var ssh = Ssh.with(ingress, key, "alice.test", List.of("-W", "127.0.0.1:80"))) {
            assertThat(ssh.exitStatus()).isEqualTo(255);
            assertThat(ssh.output()).contains("Unsupported channel type");
        }
    }

    @Test
    void aNewConnectionReplacesTheOldWhoseEndChangesNothing() {
        try (var old = Ssh.forward(ingress, key, "alice.test", REMOTE)) {
            awaitTunnel(WEB, old);
            var since = ingress.tunnels.find(WEB).orElseThrow().since();
            try (var fresh = Ssh.forward(ingress, key, "alice.test", REMOTE)) {
                Ssh.await(
                        "replaced",
                        () -> ingress.tunnels.find(WEB).orElseThrow().since().isAfter(since));

                old.kill();
                Ssh.await("old noticed", () -> ingress.audit.lines().stream().anyMatch(l -> l.startsWith("closed")));

                assertThat(fresh.isAlive()).isTrue();
                assertThat(ingress.tunnels.find(WEB)).isPresent();
                assertThat(ingress.events.fired()).noneMatch(TunnelClosed.class::isInstance);
            }
        }
        Ssh.await("closed", () -> ingress.events.fired().stream().anyMatch(TunnelClosed.class::isInstance));
    }

    @Test
    void anotherAccountCannotTakeTheName() {
        var mallory = ingress.records.account("alice-test");
        ingress.records.publish(mallory, Ssh.publicKey(key), "web");

        try (var ssh = Ssh.forward(ingress, key, "alice.test", REMOTE)) {
            awaitTunnel(WEB, ssh);
            try (var taker = Ssh.forward(ingress, key, "alice-test", REMOTE)) {
                assertThat(taker.exitStatus()).isEqualTo(255);
                assertThat(taker.output()).contains("web--alice-test belongs to another account or service");
            }
            assertThat(ingress.tunnels.find(WEB).orElseThrow().did()).isEqualTo(alice);
        }
    }

    @Test
    void aLabelTooLongIsRefusedWithItsReason() {
        var star = publishStarKey();
        var longest = "s".repeat(63 - "--alice-test".length());

        try (var ssh = Ssh.forward(ingress, star, "alice.test", longest + ":80:127.0.0.1:9")) {
            awaitTunnel(longest + "--alice-test.localhost", ssh);
        }
        try (var ssh = Ssh.forward(ingress, star, "alice.test", longest + "s:80:127.0.0.1:9")) {
            assertThat(ssh.exitStatus()).isEqualTo(255);
            assertThat(ssh.output()).contains("has 64 characters, a label of a host name has at most 63");
        }
    }

    @Test
    void theNameIsFreeAgainAsSoonAsTheClientIsKilled() {
        try (var ssh = Ssh.forward(ingress, key, "alice.test", REMOTE)) {
            awaitTunnel(WEB, ssh);

            ssh.kill();

            Ssh.await("freed", () -> ingress.tunnels.find(WEB).isEmpty());
        }
        try (var again = Ssh.forward(ingress, key, "alice.test", REMOTE)) {
            awaitTunnel(WEB, again);
        }
    }

    @Test
    void aClientThatNoLongerAnswersLosesItsTunnel() {
        ingress.relay.stop();
        configure(ingress.settings, "cc.ingress.keepalive", Duration.ofMillis(300));
        ingress.relay.start();
        try (var ssh = Ssh.forward(ingress, key, "alice.test", REMOTE)) {
            awaitTunnel(WEB, ssh);
            Ssh.sleep(1500);
            assertThat(ingress.tunnels.find(WEB)).isPresent();

            Ssh.run("kill", "-STOP", "" + ssh.pid());

            Ssh.await("noticed", () -> ingress.tunnels.find(WEB).isEmpty());
        }
    }

    @Test
    void aClientThatForwardsNothingIsSentAway() {
        ingress.relay.stop();
        configure(ingress.settings, "cc.ingress.keepalive", Duration.ofMillis(200));
        configure(ingress.settings, "cc.ingress.patience", Duration.ofSeconds(2));
        ingress.relay.start();

        try (var ssh = Ssh.with(ingress, key, "alice.test", List.of())) {
            assertThat(ssh.exitStatus()).isEqualTo(255);
            assertThat(ssh.output()).contains("no forward was asked for within 2 s");
        }
    }

    @Test
    void aWithdrawnKeyClosesItsTunnel() {
        var star = Ssh.key(folder, "ed25519", "id_star");
        var record = ingress.records.publish(alice, Ssh.publicKey(star), "*");
        try (var other = Ssh.forward(ingress, key, "alice.test", REMOTE);
                var ssh = Ssh.forward(ingress, star, "alice.test", "star:80:127.0.0.1:9")) {
            awaitTunnel(WEB, other);
            awaitTunnel("star--alice-test.localhost", ssh);

            ingress.relay.checkKeys();
            assertThat(ssh.isAlive()).isTrue();
            ingress.records.withdraw(record);
            ingress.relay.checkKeys();

            assertThat(ssh.exitStatus()).isEqualTo(255);
            assertThat(ssh.output()).contains("alice.test no longer publishes the key SHA256:");
            Ssh.await("one tunnel is gone", () -> ingress.tunnels.of(alice).size() == 1);
            assertThat(other.isAlive()).isTrue();
        }
    }

    @Test
    void aHandleThatHasMovedOnClosesItsTunnel() {
        try (var ssh = Ssh.forward(ingress, key, "alice.test", REMOTE)) {
            awaitTunnel(WEB, ssh);

            ingress.records.moveHandle("alice.test", ingress.records.account("bob.test"));
            ingress.tunnels.keysChanged(alice);

            assertThat(ssh.exitStatus()).isEqualTo(255);
            Ssh.await("the tunnel is gone", () -> ingress.tunnels.of(alice).isEmpty());
        }
    }

    @Test
    void aPdsThatIsAwayClosesNothingForAWhile() {
        try (var ssh = Ssh.forward(ingress, key, "alice.test", REMOTE)) {
            awaitTunnel(WEB, ssh);

            ingress.records.unreachable = true;
            ingress.relay.checkKeys();
            assertThat(ingress.tunnels.find(WEB)).isPresent();

            configure(ingress.settings, "cc.ingress.key-grace", Duration.ZERO);
            ingress.relay.checkKeys();
            assertThat(ssh.exitStatus()).isEqualTo(255);
            assertThat(ssh.output()).contains("can no longer be read");
        }
    }

    @Test
    void thePortalMayCloseATunnelAndKeepsAnAuditOfIt() {
        try (var ssh = Ssh.forward(ingress, key, "alice.test", REMOTE)) {
            awaitTunnel(WEB, ssh);

            ingress.tunnels.close(alice, "web");

            assertThat(ssh.exitStatus()).isEqualTo(255);
            Ssh.await("audit", () -> ingress.audit.lines().size() == 2);
            assertThat(ingress.audit.lines())
                    .containsExactly("opened " + WEB, "closed " + WEB + ": the tunnel of web was closed by the portal");
        }
    }

    @Test
    void oneAddressHasSoManyConnectionsAndNoMore() {
        configure(ingress.settings, "cc.ingress.connections-per-address", 1);
        try (var ssh = Ssh.forward(ingress, key, "alice.test", REMOTE)) {
            awaitTunnel(WEB, ssh);
            try (var second = Ssh.forward(ingress, key, "alice.test", REMOTE)) {
                assertThat(second.exitStatus()).isEqualTo(255);
            }
            assertThat(ssh.isAlive()).isTrue();
        }
    }

    @Test
    void theRelayIsKnownByTheSameKeysAfterARestart() {
        var known = ingress.relay.knownHosts();
        var file = folder.resolve("known_hosts");
        write(file, known.replace("localhost", "127.0.0.1"));

        ingress.relay.stop();
        try (var later = new TestIngress(data)) {
            configure(later.settings, "cc.ingress.relay-port", ingress.settings.relayPort());
            assertThat(later.relay.knownHosts())
                    .isEqualTo(known)
                    .contains("ssh-ed25519 ")
                    .contains("ssh-rsa ");
        }
        ingress.relay.start();

        var strict = List.of("-o", "StrictHostKeyChecking=yes", "-o", "UserKnownHostsFile=" + file, "-R", REMOTE);
        try (var ssh = Ssh.with(ingress, key, "alice.test", strict)) {
            awaitTunnel(WEB, ssh);
        }
    }

    private Path publishStarKey() {
        var star = Ssh.key(folder, "ed25519", "id_star");
        ingress.records.publish(alice, Ssh.publicKey(star), "*");
        return star;
    }

    private void awaitTunnel(String host, Ssh ssh) {
        Ssh.await(host + " opens", () -> {
            assertThat(ssh.isAlive()).as(ssh.output()).isTrue();
            return ingress.tunnels.find(host).isPresent();
        });
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

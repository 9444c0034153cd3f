package org.computecontracts.ingress.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.AtprotoEvent;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.ingress.Ssh;
import org.computecontracts.ingress.TestIngress;
import org.computecontracts.kernel.Json;
import org.computecontracts.testing.FakePds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the SSH user name to the records of the account's PDS, over HTTP. */
class SshKeysTest {
    private static final Nsid COLLECTION = new Nsid("com.fedproxy.sshPublicKey");

    @TempDir
    Path folder;

    private final FakePds pds = FakePds.start();
    private final FakePds.Account alice = pds.account("alice.test");
    private final Identities identities = pds.identities(Clock.systemUTC());
    private final SshKeys keys = new SshKeys();
    private TestIngress ingress;
    private Path key;

    @BeforeEach
    void theRelayAsksThePds() {
        ingress = new TestIngress(folder.resolve("data"));
        key = Ssh.key(folder, "ed25519", "id_ed25519");
        keys.identities = identities;
        keys.pds = pds.client();
        keys.clock = Clock.systemUTC();
        ingress.relay.keys = keys;
        ingress.relay.start();
    }

    @AfterEach
    void stop() {
        ingress.close();
        pds.close();
    }

    @Test
    void aFloodOfNamesTakesNothingFromALoginUnderWay() {
        var user = alice.did.value();
        keys.load(user);

        for (var stranger = 0; stranger < 10_000; stranger++) {
            keys.load("stranger " + stranger);
        }

        assertThatThrownBy(() -> keys.login(user, new byte[0], "SHA256:other"))
                .hasMessageContaining("has published no")
                .hasMessageContaining("SHA256:other");
    }

    @Test
    void aKeyAmongManyRecordsOpensATunnelUntilItIsDeleted() {
        for (var i = 0; i < 150; i++) {
            publish("many" + i, Json.object().put("key", "broken " + i).put("service", "web"));
        }
        publish("0first", Json.object().put("publicKey", Ssh.publicKey(key)).put("service", "web"));

        try (var ssh = Ssh.forward(ingress, key, alice.did.value(), "web:80:127.0.0.1:9")) {
            Ssh.await("tunnel", () -> {
                assertThat(ssh.isAlive()).as(ssh.output()).isTrue();
                return !ingress.tunnels.of(alice.did).isEmpty();
            });

            pds.client().delete(pds.session(alice), AtUri.of(alice.did, COLLECTION, "0first"));
            ingress.relay.checkKeys();

            assertThat(ssh.exitStatus()).isEqualTo(255);
            assertThat(ssh.output()).contains("no longer publishes the key SHA256:");
        }
    }

    @Test
    void aHandleThatTheAccountHasNoLongerClosesItsTunnelAndTheDidStays() {
        publish("0first", Json.object().put("publicKey", Ssh.publicKey(key)).put("service", "web"));
        publish("1other", Json.object().put("publicKey", Ssh.publicKey(key)).put("service", "app"));
        try (var byDid = Ssh.forward(ingress, key, alice.did.value(), "app:80:127.0.0.1:9");
                var byHandle = Ssh.forward(ingress, key, "alice.test", "web:80:127.0.0.1:9")) {
            Ssh.await("tunnels", () -> ingress.tunnels.of(alice.did).size() == 2);
            FakePds.rename(alice, "alicia.test");
            identities.newest(alice.did);

            ingress.tunnels.on(new AtprotoEvent.IdentityChanged(alice.did, Set.of()));

            assertThat(byHandle.exitStatus()).isEqualTo(255);
            assertThat(byHandle.output()).contains("alice.test is another name than " + alice.did + " has now");
            Ssh.await("one tunnel", () -> ingress.tunnels.of(alice.did).size() == 1);
            assertThat(byDid.isAlive()).isTrue();
        }
    }

    @Test
    void aPastedHandleOpensATunnelUnderItsName() {
        publish("0first", Json.object().put("publicKey", Ssh.publicKey(key)).put("service", "web"));

        try (var ssh = Ssh.forward(ingress, key, "\u202a@Alice.test\u202c", "web:80:127.0.0.1:9")) {
            Ssh.await("tunnel", () -> {
                assertThat(ssh.isAlive()).as(ssh.output()).isTrue();
                return !ingress.tunnels.of(alice.did).isEmpty();
            });
            assertThat(ingress.tunnels.of(alice.did).toString()).contains("web--alice-test");
        }
    }

    @Test
    void whoIsNeitherHandleNorDidIsRefused() {
        try (var ssh = Ssh.forward(ingress, key, "root", "web:80:127.0.0.1:9")) {
            assertThat(ssh.exitStatus()).isEqualTo(255);
            assertThat(ssh.output()).contains("root").contains("Permission denied (publickey)");
        }
    }

    @Test
    void anAccountWithoutRecordsIsRefused() {
        try (var ssh = Ssh.forward(ingress, key, alice.did.value(), "web:80:127.0.0.1:9")) {
            assertThat(ssh.exitStatus()).isEqualTo(255);
            assertThat(ssh.output()).contains("has published no com.fedproxy.sshPublicKey record");
        }
    }

    private void publish(String rkey, ObjectNode record) {
        pds.store(
                alice,
                COLLECTION,
                rkey,
                record.put("$type", COLLECTION.value()).put("createdAt", "2026-01-01T00:00:00Z"));
    }
}

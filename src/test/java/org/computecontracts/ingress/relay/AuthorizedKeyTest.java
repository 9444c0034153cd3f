package org.computecontracts.ingress.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.computecontracts.testing.Injection.inject;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Base64;
import org.computecontracts.atproto.Did;
import org.computecontracts.ingress.Records;
import org.computecontracts.ingress.tunnel.Login;
import org.computecontracts.kernel.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuthorizedKeyTest {
    private static final String ENCODED = "AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";
    private static final String LINE = "ssh-ed25519 " + ENCODED;
    private static final byte[] BLOB = Base64.getDecoder().decode(ENCODED);

    private final Records records = new Records();
    private Did alice = new Did("did:plc:none");

    @BeforeEach
    void aliceHasAnAccount() {
        inject(records, Clock.systemUTC());
        alice = records.account("alice.test");
    }

    @Test
    void readsTheKeyInBothShapes() {
        records.publish(alice, Json.object().put("key", LINE).put("service", "one"));
        records.publish(alice, Json.object().put("publicKey", LINE + " comment").put("service", "two"));

        assertThat(login().services()).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void readsOptionsAndLineBreaks() {
        records.publish(
                alice, Json.object().put("key", "restrict " + LINE + " me\n").put("service", "one"));

        assertThat(login().services()).containsExactly("one");
    }

    @Test
    void oneBadRecordDoesNotHideTheOthers() {
        for (var bad : new ObjectNode[] {
            Json.object(),
            Json.object().put("key", "").put("service", "bad"),
            Json.object().put("key", "ssh-ed25519 not!base64").put("service", "bad"),
            Json.object().put("key", 7).put("service", "bad"),
            Json.object().put("key", LINE).put("service", true),
            Json.object().put("key", "# a comment").put("service", "bad"),
            Json.object().put("key", "\u0000 \u0000").put("service", "bad")
        }) {
            records.publish(alice, bad);
        }
        records.publish(alice, LINE, "good");

        assertThat(login().services()).containsExactly("good");
    }

    @Test
    void aServiceWithACommaIsOneService() {
        records.publish(alice, LINE, "one,two");

        assertThat(login().allows("one")).isFalse();
    }

    @Test
    void aStarAllowsEveryServiceAndANameOnlyItself() {
        records.publish(alice, LINE, "*.app");

        assertThat(login().allows("*.app")).isTrue();
        assertThat(login().allows("foo.app")).isFalse();
        assertThat(login().allows("app")).isFalse();

        records.publish(alice, LINE, "*");

        assertThat(login().allows("foo.app")).isTrue();
    }

    @Test
    void aKeyPublishedAfterARefusalCountsAtOnce() throws InterruptedException {
        records.load("alice.test");
        assertThatThrownBy(() -> records.login("alice.test", BLOB, "SHA256:x"))
                .hasMessageContaining("alice.test has published no com.fedproxy.sshPublicKey record");

        records.publish(alice, LINE, "late");
        Thread.sleep(1100);

        assertThat(records.knows("alice.test")).isFalse();
        assertThat(login().services()).containsExactly("late");
        assertThat(records.knows("alice.test")).isTrue();
    }

    @Test
    void aKeyPublishedForASecondNameCountsAtOnce() throws InterruptedException {
        records.publish(alice, LINE, "web");
        assertThat(login().services()).containsExactly("web");

        records.publish(alice, LINE, "api");
        Thread.sleep(1100);

        assertThat(records.knows("alice.test")).isFalse();
        assertThat(login().allows("API")).isTrue();
    }

    @Test
    void saysWhyAnAccountCannotBeLookedUp() {
        records.load("nobody.test");

        assertThatThrownBy(() -> records.login("nobody.test", BLOB, "SHA256:x"))
                .hasMessageContaining("nobody.test is unknown");
    }

    private Login login() {
        records.load("alice.test");
        return records.login("alice.test", BLOB, "SHA256:x");
    }
}

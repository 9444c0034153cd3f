package org.computecontracts.pds.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.computecontracts.pds.Refusals.assertRefused;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.computecontracts.atproto.AtprotoEvent;
import org.computecontracts.atproto.Handle;
import org.computecontracts.atproto.xrpc.XrpcError;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.PdsProblem;
import org.computecontracts.pds.PdsUnderTest;
import org.computecontracts.pds.firehose.EventStore;
import org.computecontracts.plc.PlcDirectory;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.computecontracts.testing.NameServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Handles below our domains are tested with the rest of an account's life. */
class RenamingTest {
    private static final Database DATABASE = Database.fresh();
    private static final String OWN = "alice.nowhere.zz";
    private final NameServer dns = new NameServer();
    private final PdsUnderTest pds = new PdsUnderTest(DATABASE, new MovingClock()).asking(dns.address());
    private PdsUnderTest.Login alice = new PdsUnderTest.Login(Json.object());

    @BeforeEach
    void aliceIsHere() {
        DATABASE.clear();
        alice = pds.signUp("alice.test");
    }

    @AfterEach
    void stop() {
        dns.close();
    }

    @Test
    void takesANameThatPointsAtTheAccount() {
        dns.answers("did=" + alice.did());

        rename(OWN);

        assertThat(dns.asked()).isEqualTo("_atproto." + OWN + ".");
        assertThat(pds.get(PlcDirectory.class)
                        .current(alice.did())
                        .json()
                        .at("/alsoKnownAs/0")
                        .asText())
                .isEqualTo("at://" + OWN);
        assertThat(resolved(OWN)).isEqualTo(alice.did().value());
        var described = pds.query("com.atproto.repo.describeRepo", null, Map.of("repo", OWN));
        assertThat(described.path("handleIsCorrect").asBoolean()).isTrue();
        assertThat(new String(lastFrame(), StandardCharsets.ISO_8859_1))
                .contains("#identity")
                .contains(OWN);
    }

    @Test
    void tellsThePortalWhichNamesAreWhoseNow() {
        pds.fired.clear();

        rename("alicia.test");

        assertThat(pds.fired)
                .contains(new AtprotoEvent.IdentityChanged(
                        alice.did(), Set.of(new Handle("alice.test"), new Handle("alicia.test"))));
        pds.signUp("alice.test");
        assertThat(pds.fired)
                .filteredOn(AtprotoEvent.IdentityChanged.class::isInstance)
                .hasSize(2);
    }

    @Test
    void givesTheNameBackForOneOfOurs() {
        dns.answers("did=" + alice.did());
        rename(OWN);
        var operations = pds.get(PlcDirectory.class).log(alice.did()).size();

        rename(OWN);
        assertThat(pds.get(PlcDirectory.class).log(alice.did())).hasSize(operations);
        rename("alice.test");

        assertThat(resolved("alice.test")).isEqualTo(alice.did().value());
    }

    @Test
    void keepsWhatElseTheAccountIsKnownAs() {
        knownAs("https://alice.example", "at://alice.test", "at://old.example");
        rename("alicia.test");
        assertThat(names()).containsExactly("https://alice.example", "at://alicia.test", "at://old.example");

        knownAs("https://alice.example");
        rename("alice.test");
        assertThat(names()).containsExactly("at://alice.test", "https://alice.example");
    }

    private void knownAs(String... names) {
        var changes = Json.object();
        Stream.of(names).forEach(changes.putArray("alsoKnownAs")::add);
        pds.get(Plc.class).submit(alice.did(), pds.get(DidKeys.class).signed(alice.did(), changes));
    }

    private List<String> names() {
        var names = pds.get(Plc.class).last(alice.did()).json().get("alsoKnownAs");
        return StreamSupport.stream(names.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @Test
    void refusesANameThatPointsElsewhereOrNowhere() {
        dns.answers("did=did:plc:aaaaaaaaaaaaaaaaaaaaaaaa");
        assertRefused(PdsProblem.INVALID_REQUEST, () -> rename(OWN)).hasMessageContaining("points at another one");

        dns.answers();
        assertRefused(PdsProblem.INVALID_REQUEST, () -> rename(OWN))
                .hasMessageContaining("External handle did not resolve to DID");
        dns.answers("did=" + alice.did());
        assertRefused(PdsProblem.INVALID_REQUEST, () -> rename("alice.example"));
        assertThat(pds.get(PlcDirectory.class).log(alice.did())).hasSize(1);
    }

    @Test
    void aNewAccountCannotBeginWithANameOfItsOwn() {
        dns.answers("did=" + alice.did());

        assertRefused(PdsProblem.UNSUPPORTED_DOMAIN, () -> pds.signUp(OWN));
    }

    @Test
    void passesOnNobodysWordForAName() {
        dns.answers("did=did:plc:aaaaaaaaaaaaaaaaaaaaaaaa");

        assertThat(resolved("somebody.zz")).isEqualTo("did:plc:aaaaaaaaaaaaaaaaaaaaaaaa");
        assertRefused(PdsProblem.HANDLE_NOT_FOUND, () -> resolved("nobody.test"));
        assertRefused(PdsProblem.HANDLE_NOT_FOUND, () -> resolved("not a handle"));
    }

    @Test
    void isDoneTenTimesInFiveMinutes() {
        for (var i = 0; i < 10; i++) {
            rename("alicia.test");
        }

        assertThatExceptionOfType(XrpcError.class)
                .isThrownBy(() -> rename("alicia.test"))
                .satisfies(refused -> {
                    assertThat(refused.error()).isEqualTo("RateLimitExceeded");
                    assertThat(refused.headers()).containsEntry("RateLimit-Policy", "10;w=300");
                });
    }

    private void rename(String handle) {
        pds.procedure(
                "com.atproto.identity.updateHandle",
                alice.access(),
                Json.object().put("handle", handle));
    }

    private String resolved(String handle) {
        return pds.query("com.atproto.identity.resolveHandle", null, Map.of("handle", handle))
                .path("did")
                .asText();
    }

    private byte[] lastFrame() {
        return pds.get(EventStore.class).after(0, 100).getLast().frame();
    }
}

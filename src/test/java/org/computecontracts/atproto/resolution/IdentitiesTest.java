package org.computecontracts.atproto.resolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.computecontracts.atproto.AtprotoEvent;
import org.computecontracts.atproto.AtprotoProblem;
import org.computecontracts.atproto.Base58;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.atproto.SigningKey.Curve;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.ProblemType;
import org.computecontracts.testing.FakePds;
import org.computecontracts.testing.MovingClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdentitiesTest {
    private final FakePds network = FakePds.start();
    private final MovingClock clock = new MovingClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final Identities identities = network.identities(clock);

    @AfterEach
    void stop() {
        network.close();
    }

    private static void refused(ProblemType type, ThrowingCallable call) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(call)
                .extracting(ProblemException::type)
                .isEqualTo(type);
    }

    @Test
    void resolvesADidToItsKeysAndServices() {
        var alice = network.account("alice.test");

        var document = identities.resolve(alice.did);

        assertThat(document.pds()).isEqualTo(network.url());
        assertThat(document.signingKey()).isEqualTo(alice.signingKey.verifyingKey());
        assertThat(document.handle()).contains(alice.handle);
    }

    @Test
    void readsBothSpellingsOfADocument() {
        var did = new Did("did:plc:abc");
        var key = SigningKey.generate(Curve.K256).verifyingKey();
        var uncompressed = "z" + Base58.encode(key.point().getEncoded(false));
        var legacy = (ObjectNode) Json.read("""
                {"id":"did:plc:abc","alsoKnownAs":["at://abc.test"],
                 "verificationMethod":[{"id":"#atproto","type":"EcdsaSecp256k1VerificationKey2019","publicKeyMultibase":"%s"},
                   {"id":"#old","type":"Ed25519VerificationKey2018","publicKeyMultibase":"zabc"}],
                 "service":[{"id":"#atproto_pds","type":"AtprotoPersonalDataServer","serviceEndpoint":"https://pds.test/"}]}
                """.formatted(uncompressed));
        var current = (ObjectNode) Json.read("""
                {"id":"did:plc:abc","alsoKnownAs":["https://abc.test","at://abc.test"],
                 "verificationMethod":[{"id":"did:plc:abc#atproto","type":"Multikey","publicKeyMultibase":"%s"},
                   {"id":"did:plc:eve#atproto","type":"Multikey","publicKeyMultibase":"zQ3shqwJEJyMBsBXCWyCBpUBMqxcon9oHB7mCvx4sSpMdLJwc"}],
                 "service":[{"id":"did:plc:abc#atproto_pds","type":"AtprotoPersonalDataServer","serviceEndpoint":"https://pds.test"},
                   {"id":"#odd","serviceEndpoint":{"a":1}}]}
                """.formatted(key.multibase()));

        for (var json : new ObjectNode[] {legacy, current}) {
            var document = DidDocuments.read(did, json);
            assertThat(document.signingKey()).isEqualTo(key);
            assertThat(document.keys()).hasSize(1);
            assertThat(document.pds()).isEqualTo(URI.create("https://pds.test"));
            assertThat(document.services()).hasSize(1);
            assertThat(document.handle()).contains(new Handle("abc.test"));
        }
        refused(AtprotoProblem.INVALID_DID_DOCUMENT, () -> DidDocuments.read(new Did("did:plc:eve"), current));
    }

    @Test
    void asksAgainOnlyWhenTheAnswerIsOldOrDoubted() {
        var alice = network.account("alice.test");
        identities.resolve(alice.did);
        identities.resolve(alice.did);
        assertThat(network.calls()).hasSize(1);

        var key = SigningKey.generate(Curve.P256);
        alice.document.withArrayProperty("verificationMethod").removeAll();
        FakePds.addKey(alice, "atproto", key);
        clock.pass(Duration.ofSeconds(2));

        assertThat(identities.resolve(alice.did).signingKey()).isNotEqualTo(key.verifyingKey());
        assertThat(identities.fresh(alice.did).signingKey()).isEqualTo(key.verifyingKey());
        assertThat(identities.resolve(alice.did).signingKey()).isEqualTo(key.verifyingKey());
        identities.fresh(alice.did);
        assertThat(network.calls()).hasSize(2);
        clock.pass(Duration.ofMinutes(4));
        identities.resolve(alice.did);
        assertThat(network.calls()).hasSize(3);
    }

    @Test
    void remembersForAMomentThatThereIsNone() {
        var nobody = new Did("did:plc:nobody");

        refused(AtprotoProblem.DID_NOT_FOUND, () -> identities.resolve(nobody));
        refused(AtprotoProblem.DID_NOT_FOUND, () -> identities.resolve(nobody));
        assertThat(network.calls()).hasSize(1);
        clock.pass(Duration.ofSeconds(11));
        refused(AtprotoProblem.DID_NOT_FOUND, () -> identities.resolve(nobody));
        assertThat(network.calls()).hasSize(2);
    }

    @Test
    void resolvesAHandleBothWays() {
        var alice = network.account("alice.test");

        assertThat(identities.resolve(new Handle("ALICE.test"))).isEqualTo(alice.did);
        assertThat(identities.resolveIdentifier("\u202a@Alice.test\u202c")).isEqualTo(alice.did);
        assertThat(identities.resolveIdentifier(alice.did.value())).isEqualTo(alice.did);
        assertThat(identities.handleOf(alice.did)).isEqualTo("alice.test");
    }

    @Test
    void whoGivesRightsIsToldWhoseAHandleIsNow() {
        var alice = network.account("alice.test");
        var eve = network.account("eve.test");
        assertThat(identities.resolve(alice.handle)).isEqualTo(alice.did);
        assertThat(identities.resolve(eve.did).handle()).contains(eve.handle);
        FakePds.rename(alice, "alicia.test");
        FakePds.rename(eve, "alice.test");
        clock.pass(Duration.ofSeconds(2));

        assertThat(identities.freshIdentifier("alice.test")).isEqualTo(eve.did);
        refused(AtprotoProblem.HANDLE_NOT_FOUND, () -> identities.fresh(new Handle("eve.test")));
        assertThat(identities.resolve(new Handle("alice.test"))).isEqualTo(eve.did);
    }

    /** As the network's events have it done. */
    @Test
    void aDocumentThatIsReadAnewTakesTheOldNameWithIt() {
        var alice = network.account("alice.test");
        identities.resolve(alice.handle);
        FakePds.rename(alice, "alicia.test");
        clock.pass(Duration.ofSeconds(2));

        identities.newest(alice.did);

        refused(AtprotoProblem.HANDLE_NOT_FOUND, () -> identities.resolve(new Handle("alice.test")));
        assertThat(identities.handleOf(alice.did)).isEqualTo("alicia.test");
    }

    @Test
    void aDocumentThatClaimsAnothersNameHasItAskedFor() {
        var alice = network.account("alice.test");
        var eve = network.account("eve.test");
        identities.resolve(alice.handle);
        FakePds.rename(alice, "alicia.test");
        FakePds.rename(eve, "alice.test");

        identities.newest(eve.did);

        assertThat(identities.resolve(new Handle("alice.test"))).isEqualTo(eve.did);
    }

    @Test
    void ourOwnPdsSaysWhatHasChanged() {
        var alice = network.account("alice.test");
        refused(AtprotoProblem.HANDLE_NOT_FOUND, () -> identities.resolve(new Handle("alicia.test")));
        identities.resolve(alice.handle);
        FakePds.rename(alice, "alicia.test");

        identities.on(new AtprotoEvent.IdentityChanged(
                alice.did, Set.of(new Handle("alice.test"), new Handle("alicia.test"))));

        assertThat(identities.resolve(new Handle("alicia.test"))).isEqualTo(alice.did);
        refused(AtprotoProblem.HANDLE_NOT_FOUND, () -> identities.resolve(new Handle("alice.test")));
    }

    @Test
    void doesNotTakeAHandleTheAccountDoesNotClaim() {
        var eve = network.account("alice.test");
        eve.document.putArray("alsoKnownAs").add("at://eve.test");

        refused(AtprotoProblem.HANDLE_NOT_CONFIRMED, () -> identities.resolve(new Handle("alice.test")));
        assertThat(identities.handleOf(eve.did)).isEqualTo(eve.did.value());
    }

    @Test
    void saysWhatIsNoIdentifierAndWhomNobodyKnows() {
        refused(AtprotoProblem.INVALID_IDENTIFIER, () -> identities.resolveIdentifier("alice"));
        refused(AtprotoProblem.HANDLE_NOT_FOUND, () -> identities.resolve(new Handle("nobody.test")));
        for (var did : List.of(
                "did:key:z6Mk",
                "did:web:a.example.com:path",
                "did:web:a.example.com%2Fpath",
                "did:web:me%40a.example.com",
                "did:web:a%zz",
                "did:plc:%zz",
                "did:plc:..")) {
            refused(AtprotoProblem.DID_NOT_FOUND, () -> identities.resolve(new Did(did)));
        }
    }

    @Test
    void resolvesAWebDidWithAPort() throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var did = new Did("did:web:localhost%3A" + server.getAddress().getPort());
        server.createContext("/.well-known/did.json", exchange -> {
            var body = Json.write(Json.object().put("id", did.value())).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();

        assertThat(identities.resolve(did).id()).isEqualTo(did);

        server.stop(0);
    }
}

package org.computecontracts.pds.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.computecontracts.pds.Refusals.assertRefused;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.computecontracts.atproto.Handle;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.atproto.SigningKey.Curve;
import org.computecontracts.atproto.xrpc.XrpcError;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.Settings;
import org.computecontracts.pds.PdsProblem;
import org.computecontracts.pds.PdsServer;
import org.computecontracts.pds.PdsUnderTest;
import org.computecontracts.pds.account.Accounts;
import org.computecontracts.pds.account.Plc;
import org.computecontracts.pds.blob.BlobStore;
import org.computecontracts.plc.PlcOperation;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.FakePds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a PDS with a directory that answers: whose key signed is looked up there. */
class ServiceCallersTest {
    private static final Database DATABASE = Database.fresh();
    private static final String UPLOAD = "com.atproto.repo.uploadBlob";
    private static final String CREATE = "com.atproto.server.createAccount";
    private static final byte[] VIDEO = "video".getBytes(StandardCharsets.UTF_8);
    private final PdsServer server = new PdsServer(DATABASE, Clock.systemUTC());
    private final PdsUnderTest pds = server.pds();
    private PdsUnderTest.Login alice = new PdsUnderTest.Login(Json.object());

    @BeforeEach
    void aliceIsHere() {
        DATABASE.clear();
        alice = pds.signUp("alice.test");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aServiceUploadsForAnAccountHere() {
        var token = token(UPLOAD);

        assertThat(pds.upload(UPLOAD, token, VIDEO).at("/blob/size").asInt()).isEqualTo(VIDEO.length);

        assertThat(pds.get(BlobStore.class).bytesOf(alice.did())).isEqualTo(VIDEO.length);
        assertUnauthorized("BadJwt", () -> pds.upload(UPLOAD, token, VIDEO));
    }

    @Test
    void aTokenForAnythingElseUploadsNothing() {
        var other = token("com.atproto.repo.createRecord");

        assertUnauthorized("BadJwtLexiconMethod", () -> pds.upload(UPLOAD, other, VIDEO));
        assertRefused(PdsProblem.INVALID_TOKEN, () -> pds.upload(UPLOAD, "nonsense", VIDEO));
    }

    @Test
    void aLabelerUploadsNothingForTheAccountThatHasItsDid() {
        var key = pds.get(Accounts.class).signingKey(alice.did());
        var token = FakePds.jwt(header(), claims(alice.did() + "#atproto_labeler", UPLOAD), key);

        assertUnauthorized("UntrustedIss", () -> pds.upload(UPLOAD, token, VIDEO));
    }

    @Test
    void aServiceUploadsForNobodyWhoIsElsewhere() {
        var key = SigningKey.generate(Curve.K256);
        var stranger = PlcOperation.genesis(
                new Handle("eve.example"), server.url(), List.of(), Map.of("atproto", key.didKey()), key);
        pds.get(Plc.class).submit(stranger.did(), stranger);

        var token = FakePds.jwt(header(), claims(stranger.did().value(), UPLOAD), key);

        assertRefused(PdsProblem.INVALID_TOKEN, () -> pds.upload(UPLOAD, token, VIDEO));
    }

    @Test
    void aMoveThatFailedIsTriedAgainWithTheSameToken() {
        var key = SigningKey.generate(Curve.K256);
        var carol = PlcOperation.genesis(
                new Handle("carol.example"), server.url(), List.of(), Map.of("atproto", key.didKey()), key);
        pds.get(Plc.class).submit(carol.did(), carol);
        var token = FakePds.jwt(header(), claims(carol.did().value(), CREATE), key);
        var wanted = Json.object().put("did", carol.did().value()).put("password", PdsUnderTest.PASSWORD);
        assertRefused(
                PdsProblem.HANDLE_NOT_AVAILABLE,
                () -> pds.procedure(CREATE, token, wanted.put("handle", "alice.test")));

        var moved = pds.procedure(CREATE, token, wanted.put("handle", "carol.test"));

        assertThat(moved.path("did").asText()).isEqualTo(carol.did().value());
        assertUnauthorized("BadJwt", () -> pds.procedure(CREATE, token, wanted.put("handle", "carol2.test")));
    }

    private String token(String method) {
        var parameters = Map.of("aud", pds.get(Settings.class).serviceDid(), "lxm", method);
        return pds.query("com.atproto.server.getServiceAuth", alice.access(), parameters)
                .path("token")
                .asText();
    }

    private static ObjectNode header() {
        return Json.object().put("typ", "JWT").put("alg", "ES256K");
    }

    private ObjectNode claims(String issuer, String method) {
        var now = Clock.systemUTC().instant().getEpochSecond();
        return Json.object()
                .put("iss", issuer)
                .put("aud", pds.get(Settings.class).serviceDid())
                .put("lxm", method)
                .put("iat", now)
                .put("exp", now + 3600)
                .put("jti", UUID.randomUUID().toString());
    }

    private static void assertUnauthorized(String error, ThrowingCallable call) {
        assertThatExceptionOfType(XrpcError.class)
                .isThrownBy(call)
                .satisfies(refused -> assertThat(refused.status()).isEqualTo(401))
                .extracting(XrpcError::error)
                .isEqualTo(error);
    }
}

package org.computecontracts.pds.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.computecontracts.pds.Refusals.assertRefused;
import static org.computecontracts.testing.Injection.configure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.computecontracts.atproto.DagCbor;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.atproto.SigningKey.Curve;
import org.computecontracts.atproto.VerifyingKey;
import org.computecontracts.atproto.repo.CarReader;
import org.computecontracts.atproto.repo.RepoCommit;
import org.computecontracts.atproto.xrpc.XrpcError;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.PdsProblem;
import org.computecontracts.pds.PdsSettings;
import org.computecontracts.pds.PdsUnderTest;
import org.computecontracts.pds.blob.BlobStore;
import org.computecontracts.pds.blob.Blobs;
import org.computecontracts.pds.firehose.EventStore;
import org.computecontracts.pds.key.Account;
import org.computecontracts.pds.key.AccountKeys;
import org.computecontracts.plc.PlcDirectory;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountLifeTest {
    private static final Database DATABASE = Database.fresh();
    private static final String NOTE = "com.example.note";
    private final MovingClock clock = new MovingClock();
    private final PdsUnderTest pds = new PdsUnderTest(DATABASE, clock);
    private PdsUnderTest.Login alice = new PdsUnderTest.Login(Json.object());

    @BeforeEach
    void aliceHasANote() {
        DATABASE.clear();
        alice = pds.signUp("alice.test");
        write(alice.access(), "a", Json.object().put("text", "one"));
    }

    @Test
    void anAppPasswordWritesButDoesNotReachTheAccount() {
        var issued = pds.procedure(
                "com.atproto.server.createAppPassword",
                alice.access(),
                Json.object().put("name", "phone"));
        var app = signIn(issued.path("password").asText());

        write(app.access(), "b", Json.object().put("text", "by the app"));

        for (var method : new String[] {
            "server.createAppPassword", "server.deactivateAccount", "identity.signPlcOperation",
            "identity.updateHandle", "repo.importRepo", "server.revokeAppPassword"
        }) {
            assertRefused(
                    PdsProblem.INVALID_TOKEN,
                    () -> pds.procedure(
                            "com.atproto." + method,
                            app.access(),
                            Json.object().put("name", "x").put("handle", "x.test")));
        }
        assertRefused(PdsProblem.INVALID_REQUEST, () -> serviceToken(app, "com.atproto.server.createAccount"));
        assertRefused(PdsProblem.INVALID_REQUEST, () -> serviceToken(alice, "com.atproto.identity.signPlcOperation"));
        assertThat(serviceToken(app, "com.example.method").path("token").asText())
                .isNotEmpty();
    }

    @Test
    void aRevokedAppPasswordEndsItsSessions() {
        var issued = pds.procedure(
                "com.atproto.server.createAppPassword",
                alice.access(),
                Json.object().put("name", "phone"));
        var app = signIn(issued.path("password").asText());
        var renewed = refresh(app);
        for (var session : List.of(app, renewed)) {
            assertThat(who(session)).isEqualTo(alice.did().value());
        }

        pds.procedure(
                "com.atproto.server.revokeAppPassword",
                alice.access(),
                Json.object().put("name", "phone"));

        assertRefused(PdsProblem.EXPIRED_TOKEN, () -> refresh(renewed));
        for (var session : List.of(app, renewed)) {
            assertRefused(PdsProblem.EXPIRED_TOKEN, () -> who(session));
            assertRefused(
                    PdsProblem.EXPIRED_TOKEN,
                    () -> pds.procedure(
                            "com.atproto.repo.deleteRecord",
                            session.access(),
                            Json.object()
                                    .put("repo", alice.did().value())
                                    .put("collection", "com.example.note")
                                    .put("rkey", "none")));
        }
        assertRefused(
                PdsProblem.AUTHENTICATION_REQUIRED,
                () -> signIn(issued.path("password").asText()));
        assertThat(pds.query("com.atproto.server.listAppPasswords", alice.access(), Map.of())
                        .path("passwords"))
                .isEmpty();
        assertThat(refresh(alice).did()).isEqualTo(alice.did());
    }

    private String who(PdsUnderTest.Login session) {
        return pds.query("com.atproto.server.getSession", session.access(), Map.of())
                .path("did")
                .asText();
    }

    @Test
    void aRenewedSessionOfAnAppIsStillOne() {
        var issued = pds.procedure(
                "com.atproto.server.createAppPassword",
                alice.access(),
                Json.object().put("name", "phone"));
        var renewed = refresh(signIn(issued.path("password").asText()));

        assertRefused(
                PdsProblem.INVALID_TOKEN,
                () -> pds.query("com.atproto.server.listAppPasswords", renewed.access(), Map.of()));
        assertRefused(
                PdsProblem.INVALID_REQUEST,
                () -> pds.procedure(
                        "com.atproto.server.createAppPassword",
                        alice.access(),
                        Json.object().put("name", "phone")));
    }

    @Test
    void anAccountAtRestIsShownToNobodyAndWakesAgain() {
        pds.procedure("com.atproto.server.deactivateAccount", alice.access(), Json.object());

        assertThatExceptionOfType(XrpcError.class)
                .isThrownBy(() -> write(alice.access(), "b", Json.object().put("text", "two")))
                .satisfies(refused -> assertThat(refused.error()).isEqualTo("AccountDeactivated"));
        var did = Map.of("did", alice.did().value());
        assertRefused(PdsProblem.REPO_DEACTIVATED, () -> pds.archive("com.atproto.sync.getRepo", did));
        assertThat(pds.query("com.atproto.sync.getRepoStatus", null, did)
                        .path("status")
                        .asText())
                .isEqualTo("deactivated");
        assertRefused(PdsProblem.RECORD_NOT_FOUND, () -> pds.query("com.atproto.repo.getRecord", null, record("a")));

        pds.procedure("com.atproto.server.activateAccount", alice.access(), Json.object());

        write(alice.access(), "b", Json.object().put("text", "two"));
        assertThat(pds.query("com.atproto.repo.getRecord", null, record("a"))
                        .at("/value/text")
                        .asText())
                .isEqualTo("one");
    }

    @Test
    void anAccountAtRestIsReadByItsOwner() {
        var bob = pds.signUp("bob.test");
        var issued = pds.procedure(
                "com.atproto.server.createAppPassword",
                alice.access(),
                Json.object().put("name", "backup"));
        var app = signIn(issued.path("password").asText());
        var image = pds.upload(
                        "com.atproto.repo.uploadBlob", alice.access(), "picture".getBytes(StandardCharsets.UTF_8))
                .get("blob");
        var record = Json.object();
        record.set("image", image);
        write(alice.access(), "p", record);
        pds.procedure("com.atproto.server.deactivateAccount", alice.access(), Json.object());

        var did = Map.of("did", alice.did().value());
        var blob =
                Map.of("did", alice.did().value(), "cid", image.at("/ref/$link").asText());
        for (var token : List.of(alice.access(), app.access())) {
            assertThat(CarReader.read(pds.archive("com.atproto.sync.getRepo", token, did))
                            .roots())
                    .hasSize(1);
            assertThat(pds.archive("com.atproto.sync.getBlob", token, blob))
                    .asString()
                    .isEqualTo("picture");
            assertThat(pds.query("com.atproto.sync.listBlobs", token, did).path("cids"))
                    .hasSize(1);
        }
        assertRefused(PdsProblem.REPO_DEACTIVATED, () -> pds.archive("com.atproto.sync.getRepo", bob.access(), did));
        assertRefused(PdsProblem.REPO_DEACTIVATED, () -> pds.archive("com.atproto.sync.getBlob", blob));
        assertRefused(PdsProblem.INVALID_TOKEN, () -> pds.archive("com.atproto.sync.getRepo", "nonsense", did));
    }

    @Test
    void aDeletedAccountLeavesOnlyTheNewsOfIt() {
        var input = Json.object().put("did", alice.did().value()).put("password", PdsUnderTest.PASSWORD);
        assertThatExceptionOfType(XrpcError.class)
                .isThrownBy(() -> pds.procedure(
                        "com.atproto.server.deleteAccount",
                        null,
                        input.deepCopy().put("token", "a guess")));

        pds.procedure("com.atproto.server.deleteAccount", null, input.put("token", PdsUnderTest.PASSWORD));

        assertRefused(
                PdsProblem.REPO_NOT_FOUND,
                () -> pds.archive(
                        "com.atproto.sync.getRepo", Map.of("did", alice.did().value())));
        var events = pds.get(EventStore.class).after(0, 100);
        assertThat(events).hasSize(1);
        assertThat(DagCbor.decode(body(events.getFirst().frame()))
                        .path("status")
                        .asText())
                .isEqualTo("deleted");
        assertThat(pds.signUp("alice.test").did()).isNotEqualTo(alice.did());
    }

    /** Whoever is at it ends first; what he wrote goes as well. */
    @Test
    void anAccountEndsAfterAWriterWhoIsAtIt() throws Exception {
        assertDeletedAfter(() -> write(alice.access(), "b", Json.object().put("text", "two")));
    }

    @Test
    void anAccountEndsAfterASessionThatIsBeingRenewed() throws Exception {
        assertDeletedAfter(() -> refresh(alice));
    }

    @Test
    void anAccountEndsAfterABlobThatIsBeingSent() throws Exception {
        assertDeletedAfter(() -> pds.upload("com.atproto.repo.uploadBlob", alice.access(), new byte[10]));
    }

    private void assertDeletedAfter(Runnable other) throws Exception {
        var input = Json.object()
                .put("did", alice.did().value())
                .put("password", PdsUnderTest.PASSWORD)
                .put("token", PdsUnderTest.PASSWORD);
        try (var threads = Executors.newSingleThreadExecutor()) {
            var deleted = DATABASE.inTransaction(em -> {
                other.run();
                var deleting = threads.submit(() -> pds.procedure("com.atproto.server.deleteAccount", null, input));
                DATABASE.awaitLock(deleting::isDone);
                assertThat(deleting).isNotDone();
                return deleting;
            });
            deleted.get();
        }

        for (var table : List.of("pds_account", "pds_session", "pds_record", "pds_blob", "pds_block", "pds_repo")) {
            assertThat(DATABASE.<Object>inTransaction(em -> em.createNativeQuery("select count(*) from " + table)
                            .getSingleResult()))
                    .as(table)
                    .isEqualTo(0L);
        }
    }

    @Test
    void noSessionBeginsOrGoesOnOnceAnAccountEnds() {
        assertRefusedWhileItEnds(PdsProblem.EXPIRED_TOKEN, () -> refresh(alice));
        alice = pds.signUp("alice.test");
        assertRefusedWhileItEnds(PdsProblem.AUTHENTICATION_REQUIRED, () -> signIn(PdsUnderTest.PASSWORD));
    }

    private void assertRefusedWhileItEnds(PdsProblem refusal, ThrowingCallable other) {
        try (var threads = Executors.newSingleThreadExecutor()) {
            var refused = DATABASE.inTransaction(em -> {
                em.createNativeQuery("select 1 from pds_account for update").getResultList();
                var trying = threads.submit(() -> assertRefused(refusal, other));
                DATABASE.awaitLock(trying::isDone);
                pds.get(AccountLifeStore.class).delete(alice.did(), clock.instant());
                return trying;
            });
            assertThat(refused).succeedsWithin(Duration.ofMinutes(1));
        }
    }

    /** Behind a header of two entries with one short text. */
    private static byte[] body(byte[] frame) {
        var start = 1 + 2 + "op".length() - 1 + 1 + 2 + 1 + "#account".length();
        return Arrays.copyOfRange(frame, start, frame.length);
    }

    @Test
    void aNewHandleIsToldToTheDirectory() {
        pds.procedure(
                "com.atproto.identity.updateHandle",
                alice.access(),
                Json.object().put("handle", "alicia.test"));

        var renamed = signIn(PdsUnderTest.PASSWORD);
        assertThat(renamed.answer().path("handle").asText()).isEqualTo("alicia.test");
        assertThat(renamed.answer().at("/didDoc/alsoKnownAs/0").asText()).isEqualTo("at://alicia.test");
        pds.signUp("bobby.test");
        assertRefused(
                PdsProblem.HANDLE_NOT_AVAILABLE,
                () -> pds.procedure(
                        "com.atproto.identity.updateHandle",
                        alice.access(),
                        Json.object().put("handle", "bobby.test")));
    }

    @Test
    void aNewSigningKeySignsFromNowOn() {
        var before = key();

        pds.procedure("org.computecontracts.server.rotateSigningKey", alice.access(), Json.object());

        var after = key();
        assertThat(after.didKey()).isNotEqualTo(before.didKey());
        var car = CarReader.read(pds.archive(
                "com.atproto.sync.getRepo", Map.of("did", alice.did().value())));
        var commit = RepoCommit.of(car.block(car.roots().getFirst()));
        assertThat(commit.verify(after)).isTrue();
        write(alice.access(), "b", Json.object().put("text", "two"));
        var later = CarReader.read(pds.archive(
                "com.atproto.sync.getRepo", Map.of("did", alice.did().value())));
        assertThat(RepoCommit.of(later.block(later.roots().getFirst())).verify(after))
                .isTrue();
    }

    /** As the reference has it: here nobody could take the DID any further. */
    @Test
    void wakesAndRotatesOnlyWhatItsRotationKeyIsListedFor() {
        var recovery = SigningKey.generate(Curve.P256);
        var ours = pds.query("com.atproto.identity.getRecommendedDidCredentials", alice.access(), Map.of())
                .at("/rotationKeys/0")
                .asText();
        listRotationKeys(pds.get(AccountKeys.class).rotation(account()), recovery.didKey());

        assertRefused(
                        PdsProblem.INVALID_REQUEST,
                        () -> pds.procedure(
                                "org.computecontracts.server.rotateSigningKey", alice.access(), Json.object()))
                .hasMessageContaining("rotation key");
        assertThat(DATABASE.<Object>inTransaction(
                        em -> em.createNativeQuery("select count(next_signing_key) from pds_account")
                                .getSingleResult()))
                .isEqualTo(0L);
        assertThat(isDidValid()).isFalse();
        pds.procedure("com.atproto.server.deactivateAccount", alice.access(), Json.object());
        assertRefused(
                        PdsProblem.INVALID_REQUEST,
                        () -> pds.procedure("com.atproto.server.activateAccount", alice.access(), Json.object()))
                .hasMessageContaining("rotation key");

        listRotationKeys(recovery, recovery.didKey(), ours);

        assertThat(isDidValid()).isTrue();
        pds.procedure("com.atproto.server.activateAccount", alice.access(), Json.object());
        pds.procedure("org.computecontracts.server.rotateSigningKey", alice.access(), Json.object());
        assertThat(isDidValid()).isTrue();
    }

    private Account account() {
        return pds.get(Accounts.class).account(alice.did());
    }

    private void listRotationKeys(SigningKey signer, String... listed) {
        var plc = pds.get(Plc.class);
        plc.submit(
                alice.did(),
                plc.last(alice.did())
                        .followedBy(json -> List.of(listed).forEach(json.putArray("rotationKeys")::add), signer));
    }

    private boolean isDidValid() {
        return pds.query("com.atproto.server.checkAccountStatus", alice.access(), Map.of())
                .path("validDid")
                .asBoolean();
    }

    /** A crash between the directory and our own record of it must not leave an account that cannot sign. */
    @Test
    void aRotationThatWasCutShortIsFinishedWithTheSameKey() {
        var keys = pds.get(AccountKeys.class);
        var account = pds.get(Accounts.class).account(alice.did());
        var next = SigningKey.generate(Curve.K256);
        pds.get(AccountStore.class).nextSigningKey(alice.did(), keys.sealSigning(next, alice.did()));
        var plc = pds.get(Plc.class);
        plc.submit(
                alice.did(),
                plc.last(alice.did())
                        .followedBy(
                                json -> json.withObject("/verificationMethods").put("atproto", next.didKey()),
                                keys.rotation(account)));

        pds.procedure("org.computecontracts.server.rotateSigningKey", alice.access(), Json.object());

        assertThat(key().didKey()).isEqualTo(next.didKey());
        assertThat(pds.get(Accounts.class).signingKey(alice.did()).didKey()).isEqualTo(next.didKey());
    }

    @Test
    void signsAnOperationOnlyForThePasswordAndHandsOnWhatKeepsTheAccountHere() {
        var recovery = SigningKey.generate(Curve.P256);
        var ours = pds.query("com.atproto.identity.getRecommendedDidCredentials", alice.access(), Map.of())
                .at("/rotationKeys/0")
                .asText();
        var input = Json.object().put("token", "wrong horse");
        input.putArray("rotationKeys").add(recovery.didKey()).add(ours);
        assertRefused(PdsProblem.AUTHENTICATION_REQUIRED, () -> sign(input));

        var operation = sign(input.put("token", PdsUnderTest.PASSWORD));
        submit(operation);

        assertThat(pds.get(PlcDirectory.class).current(alice.did()).rotationKeys())
                .containsExactly(recovery.didKey(), ours);
        var elsewhere = Json.object().put("token", PdsUnderTest.PASSWORD);
        elsewhere
                .putObject("services")
                .putObject("atproto_pds")
                .put("type", "AtprotoPersonalDataServer")
                .put("endpoint", "https://other.example");
        var leaving = sign(elsewhere);
        assertRefused(PdsProblem.INVALID_REQUEST, () -> submit(leaving));
    }

    private ObjectNode sign(ObjectNode input) {
        return (ObjectNode) pds.procedure("com.atproto.identity.signPlcOperation", alice.access(), input)
                .get("operation");
    }

    private void submit(ObjectNode operation) {
        var input = Json.object();
        input.set("operation", operation);
        pds.procedure("com.atproto.identity.submitPlcOperation", alice.access(), input);
    }

    @Test
    void aBlobIsThereForOthersWhileARecordRefersToIt() {
        var blob = pds.upload("com.atproto.repo.uploadBlob", alice.access(), "picture".getBytes(StandardCharsets.UTF_8))
                .get("blob");
        var place =
                Map.of("did", alice.did().value(), "cid", blob.at("/ref/$link").asText());
        assertRefused(PdsProblem.BLOB_NOT_FOUND, () -> pds.archive("com.atproto.sync.getBlob", place));

        var record = Json.object();
        record.set("image", blob);
        write(alice.access(), "p", record);

        assertThat(pds.archive("com.atproto.sync.getBlob", place)).asString().isEqualTo("picture");
        var listed = pds.query(
                "com.atproto.sync.listBlobs", null, Map.of("did", alice.did().value()));
        assertThat(listed.at("/cids/0").asText()).isEqualTo(place.get("cid"));
        pds.procedure("com.atproto.repo.deleteRecord", alice.access(), input("p"));
        assertRefused(PdsProblem.BLOB_NOT_FOUND, () -> pds.archive("com.atproto.sync.getBlob", place));
        clock.pass(Duration.ofHours(7));
        pds.get(Blobs.class).collect();
        assertThat(pds.get(BlobStore.class).bytesOf(alice.did())).isZero();
    }

    @Test
    void aRecordCannotReferToABlobThatIsNotHereOrIsOtherwise() {
        var blob = (ObjectNode) pds.upload("com.atproto.repo.uploadBlob", alice.access(), new byte[10])
                .get("blob");
        var record = Json.object();
        record.set("image", blob.deepCopy().put("size", 11));

        assertRefused(PdsProblem.INVALID_SIZE, () -> write(alice.access(), "p", record));
        record.set("image", blob.deepCopy().put("mimeType", "image/png"));
        assertRefused(PdsProblem.INVALID_MIME_TYPE, () -> write(alice.access(), "p", record));
        var bob = pds.signUp("bob.test");
        record.set("image", blob);
        assertRefused(PdsProblem.BLOB_NOT_FOUND, () -> {
            var input = input("p").put("repo", bob.did().value());
            input.set("record", record);
            pds.procedure("com.atproto.repo.putRecord", bob.access(), input);
        });
    }

    @Test
    void anAccountHasRoomForSoManyBytes() {
        configure(pds.get(PdsSettings.class), "cc.pds.blob-bytes", 15);
        pds.upload("com.atproto.repo.uploadBlob", alice.access(), new byte[10]);

        assertRefused(
                PdsProblem.BLOB_TOO_LARGE,
                () -> pds.upload("com.atproto.repo.uploadBlob", alice.access(), new byte[6]));
    }

    @Test
    void writesAreCountedByTheHourAndTheDay() {
        var settings = pds.get(PdsSettings.class);
        configure(settings, "cc.pds.write-points-an-hour", 6);
        configure(settings, "cc.pds.write-points-a-day", 10);
        write(alice.access(), "b", Json.object());
        write(alice.access(), "c", Json.object());

        assertThatExceptionOfType(XrpcError.class)
                .isThrownBy(() -> write(alice.access(), "d", Json.object()))
                .satisfies(refused -> {
                    assertThat(refused.error()).isEqualTo("RateLimitExceeded");
                    assertThat(refused.headers()).containsEntry("RateLimit-Limit", "6");
                });
        clock.pass(Duration.ofMinutes(61));
        write(alice.access(), "e", Json.object());
        write(alice.access(), "f", Json.object());
        assertThatExceptionOfType(XrpcError.class).isThrownBy(() -> write(alice.access(), "g", Json.object()));
    }

    private VerifyingKey key() {
        return VerifyingKey.ofMultibase(signIn(PdsUnderTest.PASSWORD)
                .answer()
                .at("/didDoc/verificationMethod/0/publicKeyMultibase")
                .asText());
    }

    private PdsUnderTest.Login signIn(String password) {
        var input = Json.object().put("identifier", alice.did().value()).put("password", password);
        return new PdsUnderTest.Login(pds.procedure("com.atproto.server.createSession", null, input));
    }

    private PdsUnderTest.Login refresh(PdsUnderTest.Login login) {
        return new PdsUnderTest.Login(
                pds.procedure("com.atproto.server.refreshSession", login.refresh(), Json.object()));
    }

    private ObjectNode serviceToken(PdsUnderTest.Login login, String method) {
        return pds.query(
                "com.atproto.server.getServiceAuth",
                login.access(),
                Map.of("aud", "did:web:market.example", "lxm", method));
    }

    private void write(String token, String rkey, ObjectNode record) {
        var input = input(rkey);
        input.set("record", record);
        pds.procedure("com.atproto.repo.putRecord", token, input);
    }

    private ObjectNode input(String rkey) {
        return Json.object()
                .put("repo", alice.did().value())
                .put("collection", NOTE)
                .put("rkey", rkey);
    }

    private Map<String, String> record(String rkey) {
        return new HashMap<>(Map.of("repo", alice.did().value(), "collection", NOTE, "rkey", rkey));
    }
}

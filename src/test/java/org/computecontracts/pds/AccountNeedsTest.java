package org.computecontracts.pds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.computecontracts.pds.Refusals.assertRefused;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.computecontracts.atproto.AtprotoEvent;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcError;
import org.computecontracts.atproto.xrpc.XrpcMethods;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.account.Accounts;
import org.computecontracts.pds.account.NewAccount;
import org.computecontracts.pds.key.ReservedKeys;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What ordinary clients and moving accounts ask for besides records and sessions. */
class AccountNeedsTest {
    private static final Database DATABASE = Database.fresh();
    private static final Did STRANGER = new Did("did:plc:aaaaaaaaaaaaaaaaaaaaaaaa");
    private final MovingClock clock = new MovingClock();
    private final PdsUnderTest pds = new PdsUnderTest(DATABASE, clock);
    private PdsUnderTest.Login alice = new PdsUnderTest.Login(Json.object());

    @BeforeEach
    void aliceIsHere() {
        DATABASE.clear();
        alice = pds.signUp("alice.test");
    }

    @Test
    void aReservedKeySignsForTheAccountThatComes() {
        var promised = reserve(STRANGER);

        assertThat(reserve(STRANGER)).isEqualTo(promised).startsWith("did:key:z");
        var accounts = pds.get(Accounts.class);
        accounts.welcome(STRANGER, new NewAccount("moved.test", PdsUnderTest.PASSWORD, List.of(), Map.of()));

        assertThat(accounts.signingKey(STRANGER).didKey()).isEqualTo(promised);
        assertThat(pds.get(ReservedKeys.class).of(STRANGER)).isEmpty();
    }

    @Test
    void aReservedKeyIsForgottenAfterAWeek() {
        var promised = reserve(STRANGER);

        clock.pass(Duration.ofDays(8));
        pds.get(ReservedKeys.class).forgetOld();

        assertThat(reserve(STRANGER)).isNotEqualTo(promised);
    }

    @Test
    void noKeyIsReservedForNobody() {
        assertThatExceptionOfType(XrpcError.class)
                .isThrownBy(() -> pds.procedure("com.atproto.server.reserveSigningKey", null, Json.object()))
                .withMessageContaining("must name the account");
    }

    private String reserve(Did did) {
        return pds.procedure(
                        "com.atproto.server.reserveSigningKey",
                        null,
                        Json.object().put("did", did.value()))
                .path("signingKey")
                .asText();
    }

    @Test
    void aNewPasswordEndsEverySession() {
        var wrong = Json.object().put("password", "wrong horse").put("newPassword", "battery staple");
        assertRefused(PdsProblem.AUTHENTICATION_REQUIRED, () -> change(wrong));
        assertRefused(
                PdsProblem.INVALID_PASSWORD,
                () -> change(
                        wrong.deepCopy().put("password", PdsUnderTest.PASSWORD).put("newPassword", "short")));

        change(wrong.deepCopy().put("password", PdsUnderTest.PASSWORD));

        assertRefused(
                PdsProblem.EXPIRED_TOKEN,
                () -> pds.procedure("com.atproto.server.refreshSession", alice.refresh(), Json.object()));
        assertRefused(PdsProblem.AUTHENTICATION_REQUIRED, () -> signIn(PdsUnderTest.PASSWORD));
        assertThat(signIn("battery staple").did()).isEqualTo(alice.did());
    }

    /** Whoever has the password has made them, too. */
    @Test
    void aChangedPasswordEndsAccessTokensAndThePasswordsOfApps() {
        var app = pds.procedure(
                        "com.atproto.server.createAppPassword",
                        alice.access(),
                        Json.object().put("name", "thief"))
                .path("password")
                .asText();

        change(Json.object().put("password", PdsUnderTest.PASSWORD).put("newPassword", "battery staple"));

        assertRefused(
                PdsProblem.EXPIRED_TOKEN, () -> pds.query("com.atproto.server.getSession", alice.access(), Map.of()));
        assertRefused(PdsProblem.AUTHENTICATION_REQUIRED, () -> signIn(app));
        assertThat(pds.fired).contains(new AtprotoEvent.PasswordChanged(alice.did()));
    }

    private void change(ObjectNode input) {
        pds.procedure("org.computecontracts.server.changePassword", alice.access(), input);
    }

    private PdsUnderTest.Login signIn(String password) {
        var input = Json.object().put("identifier", "alice.test").put("password", password);
        return new PdsUnderTest.Login(pds.procedure("com.atproto.server.createSession", null, input));
    }

    @Test
    void preferencesAreKeptForTheirAppsAlone() {
        var input = Json.object();
        input.putArray("preferences")
                .add(Json.object()
                        .put("$type", "app.bsky.actor.defs#personalDetailsPref")
                        .put("birthDate", "2000-01-01"))
                .add(Json.object()
                        .put("$type", "app.bsky.actor.defs#adultContentPref")
                        .put("enabled", false));
        put(alice, input);
        var app = app();

        assertThat(preferences(alice)).isEqualTo(input);
        assertThat(preferences(app).path("preferences")).hasSize(1);
        assertRefused(PdsProblem.INVALID_REQUEST, () -> put(app, input));
        put(app, (ObjectNode) Json.object().set("preferences", Json.MAPPER.createArrayNode()));
        assertThat(preferences(alice).at("/preferences/0/birthDate").asText()).isEqualTo("2000-01-01");
    }

    @Test
    void preferencesAreOfAppsAndSmall() {
        var foreign = Json.object();
        foreign.putArray("preferences").addObject().put("$type", "com.example.pref");
        var large = Json.object();
        large.putArray("preferences").addObject().put("$type", "app.bsky.x").put("text", "x".repeat(200_000));

        assertRefused(PdsProblem.INVALID_REQUEST, () -> put(alice, foreign)).hasMessageContaining("namespace");
        assertRefused(PdsProblem.INVALID_REQUEST, () -> put(alice, large)).hasMessageContaining("bytes");
        assertThat(preferences(alice).path("preferences")).isEmpty();
    }

    private void put(PdsUnderTest.Login login, ObjectNode input) {
        pds.procedure("app.bsky.actor.putPreferences", login.access(), input);
    }

    private ObjectNode preferences(PdsUnderTest.Login login) {
        return pds.query("app.bsky.actor.getPreferences", login.access(), Map.of());
    }

    private PdsUnderTest.Login app() {
        return signIn(pds.procedure(
                        "com.atproto.server.createAppPassword",
                        alice.access(),
                        Json.object().put("name", "phone"))
                .path("password")
                .asText());
    }

    @Test
    void whatNeedsMailOrInvitationsIsRefusedWithTheReason() {
        assertThat(asked("POST", "com.atproto.server.requestPasswordReset", Optional.empty()))
                .startsWith("400 InvalidRequest account does not have an email address");
        assertThat(asked("POST", "com.atproto.server.resetPassword", Optional.empty()))
                .startsWith("400 InvalidToken");
        assertThat(asked("POST", "com.atproto.server.createInviteCode", Optional.empty()))
                .isEqualTo("400 InvalidRequest Nobody needs an invitation here");
        assertThat(asked("GET", "com.atproto.sync.getHead", Optional.empty())).startsWith("501 MethodNotImplemented");
    }

    @Test
    void preferencesAreNotPassedOnWhateverServiceIsNamed() {
        assertThat(asked("GET", "app.bsky.actor.getPreferences", Optional.of("did:web:api.bsky.app#bsky_appview")))
                .startsWith("200");
        assertThat(asked("GET", "app.bsky.feed.getTimeline", Optional.of("no service")))
                .startsWith("400 InvalidRequest atproto-proxy must be");
    }

    private String asked(String verb, String nsid, Optional<String> service) {
        var headers = new HashMap<>(Map.of("authorization", "Bearer " + alice.access()));
        service.ifPresent(name -> headers.put("atproto-proxy", name));
        var reply = XrpcMethods.of(pds.methods())
                .answer(new XrpcCall(verb, nsid, "", "{}".getBytes(StandardCharsets.UTF_8), headers, "192.0.2.1"));
        var body = Json.readObject(reply.body());
        return reply.status() + " " + body.path("error").asText() + " "
                + body.path("message").asText();
    }
}

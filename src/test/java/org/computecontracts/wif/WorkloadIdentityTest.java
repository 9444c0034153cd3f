package org.computecontracts.wif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.identity.Tenant;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.http.HttpAnswer;
import org.computecontracts.kernel.http.HttpRequest;
import org.computecontracts.testing.Database;
import org.computecontracts.wif.issuer.Enrolment;
import org.computecontracts.wif.issuer.NewEnrolment;
import org.computecontracts.wif.issuer.Provisioning;
import org.computecontracts.wif.issuer.RsaKey;
import org.computecontracts.wif.rbac.NewGrant;
import org.computecontracts.wif.rbac.NewProviderGrant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workload of Alice's in Bob's compute, from its first proof to a record in her repository. */
class WorkloadIdentityTest {
    private static final Database DATABASE = Database.fresh();
    private static final String ORDER = "at://did:plc:aaaaaaaaaaaaaaaaaaaaaaaa/m.accept/1|bafy";
    private static final String OTHER_ORDER = "at://did:plc:aaaaaaaaaaaaaaaaaaaaaaaa/m.accept/2|bafy";
    private static final String TEMPLATE = Subjects.templateOf(UUID.randomUUID());
    private static final String CREATE = "/xrpc/com.atproto.repo.createRecord";
    private static final String FORM = "application/x-www-form-urlencoded";

    @TempDir
    Path folder;

    private TestNetwork net;
    private SshKeygen ssh;
    private Path hostKey;
    private String subject;
    private AtUri alicesRole;
    private AtUri bobsRole;

    @BeforeEach
    void aliceAndBobHaveAContract() throws IOException {
        SshKeygen.require("ssh-keygen");
        DATABASE.clear();
        net = new TestNetwork(DATABASE);
        ssh = new SshKeygen(folder);
        hostKey = ssh.newKey("guest");
        net.hostKeys.put(ORDER, SshKeygen.publicLine(hostKey));
        subject = rendered(TEMPLATE);
        alicesRole = grant(net.bob, subject, Optional.empty()).uri();
        bobsRole = net.roles
                .grantProvider(net.bob.id(), new NewProviderGrant("3mlewidctvt2n", net.alice.did(), "web", TEMPLATE))
                .uri();
    }

    @AfterEach
    void stop() {
        net.close();
    }

    @Test
    void aProvenWorkloadRegistersItsKeyInItsRequestersRepository() {
        var answer = register(exchanged(proven()), "9f86d081");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(net.fakePds.records(net.alice.did(), "com.fedproxy.sshPublicKey"))
                .singleElement()
                .satisfies(key -> assertThat(key.path("service").asText()).isEqualTo("9f86d081"));
        assertThat(net.roles.audit(net.alice.id())).singleElement().satisfies(decision -> {
            assertThat(decision.path("decision").asText()).isEqualTo("allowed");
            assertThat(decision.path("collection").asText()).isEqualTo("com.fedproxy.sshPublicKey");
            assertThat(decision.at("/record/uri").asText()).isEqualTo(alicesRole.value());
            assertThat(decision.at("/record/cid").asText()).startsWith("bafy");
        });
        assertThat(net.roles.audit(net.bob.id())).isEmpty();
    }

    @Test
    void discoveryAndKeysAreWhereTokensSayTheyAre() throws ParseException {
        var issuer = net.issuer.issuerUri(net.bob.did());
        var discovery = get(issuer + "/.well-known/openid-configuration").json();
        var token = JWSObject.parse(proven());

        assertThat(discovery.path("issuer").asText()).isEqualTo(issuer.toString());
        assertThat(discovery.path("jwks_uri").asText()).isEqualTo(issuer + "/.well-known/jwks");
        var keys = JWKSet.parse(get(discovery.path("jwks_uri").asText()).text());
        assertThat(keys.getKeys()).singleElement().satisfies(key -> {
            assertThat(key.isPrivate()).isFalse();
            assertThat(key.getKeyID()).isEqualTo(key.computeThumbprint().toString());
            assertThat(key.getKeyID()).isEqualTo(token.getHeader().getKeyID());
        });
        assertThat(payload(token).path("sub").asText()).isEqualTo(subject);
        assertThat(payload(token).path("aud").asText()).isEqualTo("api://DigitalOcean?actx=bbbbbbbbbbbbbbbbbbbbbbbb");
    }

    @Test
    void twoMachinesOfOneRoleMayEachDoWhatTheirOwnContractAllows() {
        alicesRole = grant(net.bob, subject, Optional.of("first")).uri();
        var other = Subjects.templateOf(UUID.randomUUID());
        net.hostKeys.put(OTHER_ORDER, SshKeygen.publicLine(hostKey));
        net.roles.grant(net.alice.id(), secondGrant(rendered(other), Optional.of("second")));
        net.roles.grantProvider(net.bob.id(), new NewProviderGrant("3mlewidctvt3n", net.alice.did(), "web", other));
        var second = net.enrolments.enrol(net.bob.id(), new NewEnrolment(OTHER_ORDER, net.alice.did(), "web", other));

        var one = exchanged(proven());
        var two = exchanged(proven(second), byRole());

        assertRefused(register(one, "second"), 403, "must be the constant value");
        assertRefused(register(two, "first"), 403, "must be the constant value");
        var first = register(one, "first").json().path("uri").asText();
        assertThat(register(two, "second").status()).isEqualTo(200);
        assertThat(made(ORDER)).containsExactly(first);
    }

    /** Published user data asks for a subject that ends with the role. */
    @Test
    void whoAsksByTheRoleGetsItsContractsSubject() throws ParseException {
        assertThat(payload(JWSObject.parse(exchanged(proven(), byRole())))
                        .path("sub")
                        .asText())
                .isEqualTo(subject);
    }

    /** The reference issuer names all machines of one role alike. */
    @Test
    void refusesASecondRightForOneSubject() {
        var issuers = byRole();
        var first = grant(net.bob, issuers, Optional.of("first")).uri();

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> net.roles.grant(net.alice.id(), secondGrant(issuers, Optional.empty())))
                .withMessageContaining(first.value())
                .extracting(ProblemException::type)
                .isEqualTo(WifProblem.SUBJECT_TAKEN);
        assertThat(net.fakePds.records(net.alice.did(), "com.fedproxy.rbac")).hasSize(1);
        grant(net.bob, issuers, Optional.of("first"));
        net.roles.withdraw(net.alice.id(), first);
        net.roles.grant(net.alice.id(), secondGrant(issuers, Optional.empty()));
    }

    private NewGrant secondGrant(String of, Optional<String> service) {
        return new NewGrant(
                "3mlewidctvt3n",
                net.issuer.issuerUri(net.bob.did()),
                net.issuer.actx(net.bob.did()),
                of,
                "web",
                service);
    }

    private String byRole() {
        return rendered(Subjects.DEFAULT_TEMPLATE);
    }

    private String rendered(String template) {
        return Subjects.render(template, net.issuer.actx(net.bob.did()), net.alice.did(), "web");
    }

    private List<String> made(String order) {
        var grant = granted(net.bob, subject, Optional.empty());
        return net.roles.calls(net.alice.id(), grant, order, Instant.EPOCH).stream()
                .flatMap(call -> call.created().stream())
                .map(ref -> ref.uri().value())
                .toList();
    }

    @Test
    void exchangeReadsJsonWhateverTheContentTypeSaysAndCapsTheLife() throws ParseException {
        var token = payload(JWSObject.parse(exchanged(proven())));

        assertThat(token.path("exp").asLong() - token.path("iat").asLong()).isEqualTo(3600);
        assertThat(token.properties().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("iss", "aud", "sub", "iat", "exp", "jti", "order");
    }

    @Test
    void refusesAProofByAnotherKeyAndTheNonceIsSpent() {
        var enrolment = enrol();
        var stranger = ssh.newKey("stranger");

        assertRefused(prove(enrolment.provisioningToken(), stranger), 403, "another key");
        assertRefused(prove(enrolment.provisioningToken(), hostKey), 401, "used up");
        assertThat(net.enrolments.isProven(net.bob.id(), ORDER)).isFalse();
    }

    @Test
    void refusesAnotherProofWithTheSameToken() {
        var enrolment = enrol();

        assertThat(prove(enrolment.provisioningToken(), hostKey).status()).isEqualTo(200);
        assertRefused(prove(enrolment.provisioningToken(), ssh.newKey("stranger")), 401, "used up");
        assertThat(net.enrolments.isProven(net.bob.id(), ORDER)).isTrue();
        assertThat(net.enrolments.isProven(net.alice.id(), ORDER)).isFalse();
    }

    @Test
    void answersTheSameProofAgainForAWhileAsItsAnswerMayHaveBeenLost() {
        var enrolment = enrol();
        prove(enrolment.provisioningToken(), hostKey);

        assertThat(prove(enrolment.provisioningToken(), hostKey).status()).isEqualTo(200);
        net.clock.pass(Duration.ofMinutes(3));
        assertRefused(prove(enrolment.provisioningToken(), hostKey), 401, "used up");
    }

    @Test
    void answersNoProofAgainAfterTheMachineWasWithdrawn() {
        var enrolment = enrol();
        prove(enrolment.provisioningToken(), hostKey);

        net.enrolments.withdraw(net.bob.id(), ORDER);

        assertRefused(prove(enrolment.provisioningToken(), hostKey), 401, "used up");
    }

    @Test
    void aMalformedProofSpendsTheNonceToo() {
        var token = enrol().provisioningToken();

        assertRefused(post(prover(), token, FORM, "{"), 400, "Malformed JSON");
        assertRefused(prove(token, hostKey), 401, "used up");
    }

    @Test
    void aHostKeyThatCannotBeSeenYetLeavesTheTokenGood() {
        var token = enrol().provisioningToken();
        net.hostKeys.clear();
        assertRefused(prove(token, hostKey), 503, "cannot be seen yet");

        net.hostKeys.put(ORDER, SshKeygen.publicLine(hostKey));

        assertThat(prove(token, hostKey).status()).isEqualTo(200);
    }

    @Test
    void theSameOrderGivesTheSameEnrolmentAndEndsTheLastProvisioningToken() {
        var first = enrol();
        var second = enrol();

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.subject()).isEqualTo(first.subject()).isEqualTo(subject);
        assertRefused(prove(first.provisioningToken(), hostKey), 401, "used up, replaced");
        assertThat(prove(second.provisioningToken(), hostKey).status()).isEqualTo(200);
    }

    @Test
    void theSameOrderForAnotherRoleIsRefused() {
        enrol();

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() ->
                        net.enrolments.enrol(net.bob.id(), new NewEnrolment(ORDER, net.alice.did(), "root", TEMPLATE)))
                .extracting(ProblemException::type)
                .isEqualTo(WifProblem.ENROLMENT_CLOSED);
    }

    @Test
    void refusesStaleTokensEverywhere() {
        var provisioning = enrol().provisioningToken();
        net.clock.pass(Duration.ofMinutes(16));
        assertRefused(prove(provisioning, hostKey), 401, "expired");

        var identity = proven();
        var exchanged = exchanged(identity);
        net.clock.pass(Duration.ofHours(2));
        assertRefused(register(exchanged, "a"), 401, "expired");
        net.clock.pass(Duration.ofHours(24));
        assertRefused(issue(identity, subject, 3600), 401, "expired");
    }

    @Test
    void refusesToIssueForAnotherTenantsSubject() {
        var identity = proven();

        for (var foreign : List.of(
                subject.replace("aaaaaaaaaaaaaaaaaaaaaaaa", "cccccccccccccccccccccccc"),
                subject.replace(":role:web", ":role:root"),
                subject + ":role:root",
                "actx:bbbbbbbbbbbbbbbbbbbbbbbb")) {
            assertRefused(issue(identity, foreign, 3600), 403, "own subject only");
        }
    }

    @Test
    void refusesMalformedExchanges() {
        var identity = proven();
        for (var body : List.of(
                "{",
                "[]",
                "{\"aud\":\"A\",\"sub\":\"S\",\"ttl\":0}",
                "{\"aud\":\"A\",\"sub\":\"S\",\"ttl\":3601}",
                "{\"aud\":\"A\",\"sub\":\"S\",\"ttl\":60.5}",
                "{\"aud\":\"A\",\"sub\":\"S\",\"ttl\":\"60\"}",
                "{\"aud\":\"A\",\"sub\":\"S\",\"ttl\":60,\"jti\":\"x\"}",
                "{\"aud\":\"A\",\"sub\":\"S\",\"ttl\":60,\"nonce\":\"x\"}",
                "{\"aud\":\"A\",\"sub\":\"S\",\"ttl\":60,\"id-token-refresh\":true}",
                "{\"aud\":\"A\",\"ttl\":60}",
                "{\"aud\":\"https://x\",\"sub\":\"S\",\"ttl\":60}",
                "{\"aud\":\"A\",\"aud\":\"A\",\"sub\":\"S\",\"ttl\":60}")) {
            var text = body.replace("\"A\"", "\"api://ATProto?actx=" + net.alice.did() + "\"")
                    .replace("\"S\"", "\"" + subject + "\"");

            assertThat(post(issuer(), identity, FORM, text).status()).as(body).isEqualTo(400);
        }
    }

    @Test
    void refusesAnIdentityTokenInExchangeForAnother() {
        assertRefused(issue(proven(), subject, 60, "api://DigitalOcean?actx=bbbbbbbbbbbbbbbbbbbbbbbb"), 403, "proof");
    }

    @Test
    void refusesToIssueWithoutAnIdentityToken() {
        var provisioning = enrol().provisioningToken();
        var exchanged = exchanged(proven());

        assertRefused(post(issuer(), "", FORM, "{}"), 401, "Bearer");
        assertRefused(issue("0", subject, 60), 401, "Bearer");
        assertRefused(issue("a.b.c", subject, 60), 401, "no JWT");
        assertRefused(issue(provisioning, subject, 60), 401, "withdrawn");
        assertRefused(issue(exchanged, subject, 60), 401, "audience");
    }

    @Test
    void refusesToIssueOnceTheProvidersRecordIsGone() {
        var identity = proven();
        net.roles.withdraw(net.bob.id(), bobsRole);

        assertRefused(issue(identity, subject, 3600), 403, "no matching role");
    }

    @Test
    void aWithdrawnEnrolmentEndsItsTokensAtOnce() {
        var identity = proven();
        var exchanged = exchanged(identity);

        net.enrolments.withdraw(net.bob.id(), ORDER);
        net.enrolments.withdraw(net.bob.id(), ORDER);

        assertRefused(issue(identity, subject, 60), 401, "withdrawn");
        assertThat(register(exchanged, "a").json().path("error").asText()).isEqualTo("ProxyOIDCValidationFailed");
        assertThatExceptionOfType(ProblemException.class).isThrownBy(this::enrol);
    }

    @Test
    void anotherProvidersIssuerRefusesBobsTokens() {
        var carols = net.issuer.issuerUri(net.carol.did()) + "/v1/oidc/issue";

        assertRefused(post(URI.create(carols), proven(), FORM, "{}"), 401, "another issuer");
    }

    @Test
    void theProxyRefusesAnotherCollectionServiceMethodAndPath() {
        alicesRole = grant(net.bob, subject, Optional.of("web")).uri();
        var token = exchanged(proven());

        assertThat(register(token, "web").status()).isEqualTo(200);
        assertRefused(register(token, "other"), 403, "must be the constant value");
        assertRefused(
                call("POST", CREATE, token, body("web").put("collection", "app.bsky.feed.post")), 403, "collection");
        assertRefused(
                call(
                        "POST",
                        CREATE,
                        token,
                        body("web").put("repo", net.bob.did().value())),
                403,
                "repo is not");
        assertRefused(call("POST", CREATE + "?x=1", token, body("web")), 403, "?");
        assertRefused(call("POST", "/xrpc/com.atproto.repo.putRecord", token, body("web")), 403, "says nothing");
        assertRefused(call("PUT", CREATE, token, body("web")), 403, "capability");
        assertThat(net.fakePds.records(net.alice.did(), "com.fedproxy.sshPublicKey"))
                .hasSize(1);
    }

    /** Whoever withdraws the role looks for its keys then, and this one is not there yet. */
    @Test
    void aKeyThatComesWhileTheRoleIsWithdrawnDoesNotStay() {
        var token = exchanged(proven());
        net.fakePds.beforeCreate = () -> net.roles.withdraw(net.alice.id(), alicesRole);

        register(token, "late");

        assertThat(net.fakePds.records(net.alice.did(), "com.fedproxy.sshPublicKey"))
                .isEmpty();
    }

    @Test
    void whatIsSentOnIsWhatWasJudged() {
        var token = exchanged(proven());
        var twice = Json.write(body("a")).replaceFirst("\"service\":\"a\"", "\"service\":\"a\",\"service\":\"*\"");

        assertRefused(post(URI.create(net.proxyBase() + CREATE), token, FORM, twice), 403, "Malformed JSON");
        assertThat(post(URI.create(net.proxyBase() + CREATE), token, "image/png", Json.write(body("a")))
                        .status())
                .isEqualTo(403);
        assertThat(net.fakePds.records(net.alice.did(), "com.fedproxy.sshPublicKey"))
                .isEmpty();
    }

    @Test
    void theProxySendsAlicesSessionAndNoHeaderThatCouldMisuseIt() {
        var request = HttpRequest.postJson(URI.create(net.proxyBase() + CREATE), body("a"))
                .bearer(exchanged(proven()))
                .header("Atproto-Proxy", "did:web:evil.example#x")
                .header("Cookie", "account_did=x")
                .header("X-Forwarded-For", "1.2.3.4");

        assertThat(net.http.send(request).status()).isEqualTo(200);
        var sent = net.fakePds.received.stream()
                .filter(received -> received.path().equals(CREATE))
                .reduce((first, second) -> second)
                .orElseThrow();
        assertThat(sent.headers()).containsEntry("authorization", "Bearer session-0-" + net.alice.did());
        assertThat(sent.headers()).doesNotContainKeys("atproto-proxy", "cookie", "x-forwarded-for");
    }

    @Test
    void anExpiredSessionIsRefreshedOnceAndTheRequestSentAgain() {
        var token = exchanged(proven());
        assertThat(register(token, "a").status()).isEqualTo(200);
        net.fakePds.expireSessions(net.alice.did());

        assertThat(register(token, "b").status()).isEqualTo(200);
        assertThat(net.fakePds.records(net.alice.did(), "com.fedproxy.sshPublicKey"))
                .hasSize(2);
    }

    @Test
    void aForgedCookieIsNoToken() {
        var request = HttpRequest.postJson(URI.create(net.proxyBase() + CREATE), body("a"))
                .header("Cookie", "account_did=" + net.alice.did() + "; session_id=x");

        var answer = net.http.send(request);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("error").asText()).isEqualTo("ProxyUnauthenticated");
        assertThat(answer.json().path("source").asText()).isEqualTo("compute-contracts-reverse-proxy");
    }

    @Test
    void aTokenForCarolsRepositoryFindsNoRoleThere() {
        var identity = proven();
        var forCarol = issue(identity, subject, 60, "api://ATProto?actx=" + net.carol.did());
        assertThat(forCarol.status()).isEqualTo(200);

        var answer = register(forCarol.json().path("token").asText(), "a");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("error").asText()).isEqualTo("ProxyOIDCValidationFailed");
        assertThat(net.fakePds.records(net.carol.did(), "com.fedproxy.sshPublicKey"))
                .isEmpty();
    }

    @Test
    void carolsIssuerCannotSpeakForBobsWorkload() {
        var carols = subject.replace("bbbbbbbbbbbbbbbbbbbbbbbb", "cccccccccccccccccccccccc");
        grant(net.carol, carols, Optional.empty());
        var now = net.clock.instant();
        var forged = Json.object()
                .put("iss", net.issuer.issuerUri(net.carol.did()).toString())
                .put("aud", "api://ATProto?actx=" + net.alice.did())
                .put("sub", subject)
                .put("iat", now.getEpochSecond())
                .put("exp", now.getEpochSecond() + 60);

        var answer = register(net.keys.current(net.carol.id()).sign(forged), "a");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(net.fakePds.records(net.alice.did(), "com.fedproxy.sshPublicKey"))
                .isEmpty();
    }

    @Test
    void keysThatCannotBeReadLeaveTheOthersOfTheirIssuerGood() {
        var stranger = stranger("/stranger");
        var key = RsaKey.generate(2048);
        var odd = key.published().toJSONObject();
        odd.put("use", "sig");
        odd.put("key_ops", List.of("encrypt"));
        publish(
                "/stranger",
                Json.object()
                        .put("kid", key.kid())
                        .put("kty", "EC")
                        .put("crv", "brainpoolP256r1")
                        .put("x", "AA"),
                Json.object()
                        .put("kid", key.kid())
                        .put("kty", "EC")
                        .put("crv", "P-256")
                        .put("x", "AA"),
                Json.object()
                        .put("kid", key.kid())
                        .put("kty", "RSA")
                        .put("n", "AQ")
                        .put("e", "AQAB"),
                Json.readObject(JSONObjectUtils.toJSONString(odd).getBytes(StandardCharsets.UTF_8)),
                Json.object().put("kid", 7),
                named(key.kid(), RsaKey.generate(2048)),
                named(key.kid(), key));

        assertThat(register(key.sign(claimsOf(stranger)), "a").status()).isEqualTo(200);
        assertThat(register(RsaKey.generate(2048).sign(claimsOf(stranger)), "b").status())
                .isEqualTo(401);
    }

    /** OpenID Connect Discovery 1.0, section 4.1. */
    @Test
    void anIssuerThatEndsInASlashIsAskedAtOne() {
        var stranger = stranger("/stranger/");
        var key = RsaKey.generate(2048);
        publish("/stranger/", named(key.kid(), key));

        assertThat(register(key.sign(claimsOf(stranger)), "a").status()).isEqualTo(200);
    }

    @Test
    void aKeyThatIsForSomethingElseSignsNoToken() {
        var stranger = stranger("/stranger");
        var key = RsaKey.generate(2048);
        publish("/stranger", named(key.kid(), key).put("use", "enc"));

        assertThat(register(key.sign(claimsOf(stranger)), "a").status()).isEqualTo(401);
    }

    /** An issuer at this path that Alice trusts as she does Bob's. */
    private String stranger(String path) {
        var issuer = net.base + path;
        net.roles.grant(
                net.alice.id(),
                new NewGrant(
                        "3mlewidctvt4n",
                        URI.create(issuer),
                        "bbbbbbbbbbbbbbbbbbbbbbbb",
                        subject,
                        "web",
                        Optional.empty()));
        return issuer;
    }

    private void publish(String path, ObjectNode... keys) {
        var root = path.replaceFirst("/$", "");
        var discovery = Json.object().put("issuer", net.base + path).put("jwks_uri", net.base + root + "/keys");
        net.documents.put(root + "/.well-known/openid-configuration", discovery);
        var jwks = Json.object();
        jwks.putArray("keys").addAll(List.of(keys));
        net.documents.put(root + "/keys", jwks);
    }

    private static ObjectNode named(String kid, RsaKey key) {
        var json = Json.readObject(key.published().toJSONString().getBytes(StandardCharsets.UTF_8));
        return json.put("kid", kid);
    }

    private ObjectNode claimsOf(String issuer) {
        var now = net.clock.instant();
        return Json.object()
                .put("iss", issuer)
                .put("aud", "api://ATProto?actx=" + net.alice.did())
                .put("sub", subject)
                .put("iat", now.getEpochSecond())
                .put("exp", now.getEpochSecond() + 60);
    }

    @Test
    void aTokenSignedByAnotherKeyOrUnsignedIsRefused() {
        var claims = payload(parsed(exchanged(proven())));
        var stolen = RsaKey.generate(2048).sign(claims);
        var none = "eyJhbGciOiJub25lIn0." + stolen.split("\\.")[1] + ".";

        assertThat(register(stolen, "a").status()).isEqualTo(401);
        assertThat(register(none, "a").status()).isEqualTo(401);
    }

    @Test
    void anAudienceThatIsNoDidAndAnAccountThatIsNotHereAreNamedAsTheReferenceDoes() {
        var key = net.keys.current(net.bob.id());
        var claims = payload(parsed(exchanged(proven())));

        assertThat(register(key.sign(claims.deepCopy().put("aud", "api://ATProto?actx=x")), "a")
                        .json()
                        .path("error")
                        .asText())
                .isEqualTo("ProxyInvalidActx");
        assertThat(register(
                                key.sign(claims.deepCopy()
                                        .put("aud", "api://ATProto?actx=did:plc:dddddddddddddddddddddddd")),
                                "a")
                        .json()
                        .path("error")
                        .asText())
                .isEqualTo("ProxyNoATProtoSession");
    }

    @Test
    void aRoleWrittenAMomentAgoCountsAndAWithdrawnOneNoLonger() {
        net.roles.withdraw(net.alice.id(), alicesRole);
        var token = exchanged(proven());
        assertThat(register(token, "a").status()).isEqualTo(401);

        net.clock.pass(Duration.ofSeconds(2));
        grant(net.bob, subject, Optional.empty());
        assertThat(register(token, "a").status()).isEqualTo(200);

        net.roles.withdraw(net.alice.id(), alicesRole);
        net.clock.pass(Duration.ofSeconds(2));
        assertThat(register(token, "b").status()).isEqualTo(401);
    }

    @Test
    void grantingTwiceLeavesTheRecordAsItIs() {
        net.clock.pass(Duration.ofMinutes(1));

        var again = grant(net.bob, subject, Optional.empty());

        assertThat(again.uri()).isEqualTo(alicesRole);
        assertThat(net.fakePds.records(net.alice.did(), "com.fedproxy.rbac"))
                .singleElement()
                .satisfies(
                        record -> assertThat(record.path("createdAt").asText()).isEqualTo("2026-07-08T05:50:39.501Z"));
    }

    @Test
    void tokensOutliveOneRotationOfTheIssuersKeyAndNotTwo() {
        var identity = proven();
        var token = exchanged(identity);
        assertThat(register(token, "a").status()).isEqualTo(200);

        net.keys.rotate(net.bob.id());
        net.clock.pass(Duration.ofSeconds(5));
        assertThat(register(token, "b").status()).isEqualTo(200);
        assertThat(register(exchanged(identity), "c").status()).isEqualTo(200);

        net.keys.rotate(net.bob.id());
        net.clock.pass(Duration.ofMinutes(11));
        assertThat(register(token, "d").status()).isEqualTo(401);
        assertRefused(issue(identity, subject, 60), 401, "signature");
    }

    @Test
    void aKeyIsRotatedWhenItsTimeHasCome() {
        var first = net.keys.current(net.bob.id()).kid();
        net.keys.rotateDue();
        assertThat(net.keys.current(net.bob.id()).kid()).isEqualTo(first);

        net.clock.pass(Duration.ofDays(91));
        net.keys.rotateDue();

        assertThat(net.keys.current(net.bob.id()).kid()).isNotEqualTo(first);
        assertThat(net.keys.published(net.bob.id()).getKeys()).hasSize(2);
    }

    @Test
    void aWorkloadThatAsksTooOftenHasToWait() {
        net.wifSettings.perMinute = 2;
        var identity = proven();
        exchanged(identity);
        exchanged(identity);

        assertRefused(issue(identity, subject, 60), 429, "minute");
        net.clock.pass(Duration.ofMinutes(1));
        assertThat(issue(identity, subject, 60).status()).isEqualTo(200);
    }

    /** The guest's own script, with its paths moved under a folder of the test. */
    @Test
    void theProvisioningScriptProvesAndKeepsTheToken() throws IOException, InterruptedException {
        SshKeygen.require("jq", "curl", "sh");
        var provisioning = Provisioning.of(enrol());
        for (var file : provisioning.files()) {
            var path = Path.of(moved(file.path()));
            Files.createDirectories(path.getParent());
            Files.writeString(path, moved(file.content()));
        }

        var script = new ProcessBuilder(
                        provisioning.command().stream().map(this::moved).toList())
                .redirectErrorStream(true)
                .start();
        var said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(script.waitFor()).as(said).isZero();
        assertThat(said).isEmpty();
        var account = folder.resolve("root/secrets/digitalocean.com/serviceaccount");
        assertThat(account.resolve("base_url")).hasContent(net.issuer.issuerUri(net.bob.did()) + "\n");
        assertThat(account.resolve("team_uuid")).hasContent("bbbbbbbbbbbbbbbbbbbbbbbb\n");
        assertThat(Files.getPosixFilePermissions(account.resolve("token"))).hasSize(2);
        assertThat(Path.of(moved(provisioning.files().get(0).path()))).doesNotExist();
        assertThat(issue(Files.readString(account.resolve("token")).strip(), subject, 60)
                        .status())
                .isEqualTo(200);
    }

    private String moved(String text) {
        return text.replace("/etc/ssh/ssh_host_ed25519_key", hostKey.toString())
                .replace("/root/secrets", folder.resolve("root/secrets").toString());
    }

    @Test
    void noTokenIsEverLogged() {
        var logged = new StringBuilder();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                logged.append(record.getMessage())
                        .append(' ')
                        .append(record.getThrown())
                        .append('\n');
                for (var cause = record.getThrown(); cause != null; cause = cause.getCause()) {
                    logged.append(cause).append('\n');
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        var root = Logger.getLogger("org.computecontracts");
        root.addHandler(handler);
        root.setLevel(Level.ALL);
        try {
            var enrolment = enrol();
            logged.append(enrolment).append(Provisioning.of(enrolment));
            register(exchanged(proven()), "a");
            refusesToIssueWithoutAnIdentityToken();
            aTokenSignedByAnotherKeyOrUnsignedIsRefused();
        } finally {
            root.removeHandler(handler);
        }

        assertThat(logged).doesNotContainPattern(Pattern.compile("eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+"));
        assertThat(net.roles.audit(net.alice.id()).toString()).doesNotContain("eyJ");
    }

    private StrongRef grant(Tenant provider, String of, Optional<String> service) {
        return net.roles.grant(net.alice.id(), granted(provider, of, service));
    }

    private NewGrant granted(Tenant provider, String of, Optional<String> service) {
        return new NewGrant(
                provider.equals(net.bob) ? "3mlewidctvt2n" : "3mlewidctvt2z",
                net.issuer.issuerUri(provider.did()),
                net.issuer.actx(provider.did()),
                of,
                "web",
                service);
    }

    private Enrolment enrol() {
        return net.enrolments.enrol(net.bob.id(), new NewEnrolment(ORDER, net.alice.did(), "web", TEMPLATE));
    }

    private String proven() {
        return proven(enrol());
    }

    private String proven(Enrolment enrolment) {
        var answer = prove(enrolment.provisioningToken(), hostKey);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("token").asText();
    }

    private HttpAnswer prove(String token, Path key) {
        var proof = Json.object().put("port", 22).put("sig", ssh.sign(key, "prove-sshd", token));
        return post(prover(), token, FORM, Json.write(proof));
    }

    private String exchanged(String identity) {
        return exchanged(identity, subject);
    }

    private String exchanged(String identity, String sub) {
        var answer = issue(identity, sub, 3600);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("token").asText();
    }

    private HttpAnswer issue(String identity, String sub, int ttl) {
        return issue(identity, sub, ttl, "api://ATProto?actx=" + net.alice.did());
    }

    private HttpAnswer issue(String identity, String sub, int ttl, String aud) {
        return post(
                issuer(),
                identity,
                FORM,
                Json.write(Json.object().put("aud", aud).put("sub", sub).put("ttl", ttl)));
    }

    private HttpAnswer register(String token, String service) {
        return call("POST", CREATE, token, body(service));
    }

    private ObjectNode body(String service) {
        var body = Json.object().put("repo", net.alice.did().value()).put("collection", "com.fedproxy.sshPublicKey");
        body.putObject("record")
                .put("$type", "com.fedproxy.sshPublicKey")
                .put("key", "ssh-ed25519 AAAA root@guest")
                .put("service", service)
                .put("name", service)
                .put("createdAt", "2026-07-08T05:50:39.501Z");
        return body;
    }

    private HttpAnswer call(String method, String path, String token, ObjectNode body) {
        return net.http.send(new HttpRequest(
                        method,
                        URI.create(net.proxyBase() + path),
                        Map.of("Content-Type", "application/json"),
                        Json.write(body).getBytes(StandardCharsets.UTF_8),
                        Duration.ofSeconds(10),
                        1 << 20)
                .bearer(token));
    }

    private URI prover() {
        return URI.create(net.issuer.issuerUri(net.bob.did()) + "/v1/oidc/prove");
    }

    private URI issuer() {
        return URI.create(net.issuer.issuerUri(net.bob.did()) + "/v1/oidc/issue");
    }

    private HttpAnswer post(URI uri, String token, String type, String body) {
        return net.http.send(HttpRequest.post(uri, type, body.getBytes(StandardCharsets.UTF_8))
                .bearer(token));
    }

    private HttpAnswer get(String uri) {
        return net.http.send(HttpRequest.get(URI.create(uri)));
    }

    private static JWSObject parsed(String token) {
        try {
            return JWSObject.parse(token);
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static ObjectNode payload(JWSObject token) {
        return Json.readObject(token.getPayload().toBytes());
    }

    private static void assertRefused(HttpAnswer answer, int status, String reason) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().path("message").asText()).contains(reason);
    }
}

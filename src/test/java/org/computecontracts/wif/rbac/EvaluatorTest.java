package org.computecontracts.wif.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.kernel.Json;
import org.computecontracts.wif.token.Audience;
import org.computecontracts.wif.token.Claims;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EvaluatorTest {
    private static final Did ALICE = new Did("did:plc:5svqtrhheairglgiiyvutzik");
    private static final Instant NOW = Instant.parse("2026-07-08T05:50:39.501Z");
    private static final String ISSUER = "https://bob.example";
    private static final String OWN = "https://own.example";
    private static final String AUD = "api://ATProto?actx=" + ALICE;
    private static final String SUB = "actx:bob:plc:5svqtrhheairglgiiyvutzik:role:web";
    private static final String CREATE = "/xrpc/com.atproto.repo.createRecord";

    @Test
    void aPublishedRequesterRecordAllowsARealCreateRecordThoughItForgetsRepo() {
        var decision = decide(published("web"), createKey("web"), CREATE);

        assertThat(decision)
                .isEqualTo(new Decision.Allowed(
                        "web", "web-ssh-key-register", record(published("web")).ref()));
    }

    @Test
    void aPublishedRequesterRecordDeniesEverythingElse() {
        assertThat(decide(published("web"), createKey("other"), CREATE)).isInstanceOf(Decision.Denied.class);
        assertThat(decide(published("web"), createKey("web").put("collection", "app.bsky.feed.post"), CREATE))
                .isInstanceOf(Decision.Denied.class);
        assertThat(decide(published("web"), createKey("web").put("extra", 1), CREATE))
                .isInstanceOf(Decision.Denied.class);
        assertThat(decide(published("web"), createKey("web"), "/xrpc/com.atproto.repo.putRecord"))
                .isEqualTo(new Decision.Denied(
                        List.of("policy web-ssh-key-register: says nothing of /xrpc/com.atproto.repo.putRecord")));
        assertThat(new Evaluator(Rbac.of(List.of(record(published("web")))), OWN)
                        .decide(token(Map.of()), new Ask("read", CREATE, createKey("web"))))
                .isInstanceOf(Decision.Denied.class);
    }

    @Test
    void ourOwnRequesterRecordAllowsOneServiceAndNoOtherField() {
        var ours = ours(Optional.of("web"));

        assertThat(decide(ours, createKey("web"), CREATE)).isInstanceOf(Decision.Allowed.class);
        assertThat(decide(ours, createKey("other"), CREATE)).isInstanceOf(Decision.Denied.class);
        assertThat(decide(ours, createKey("web").put("collection", "com.fedproxy.rbac"), CREATE))
                .isInstanceOf(Decision.Denied.class);
        var more = createKey("web");
        more.withObject("/record").put("command", "x");
        var retyped = createKey("web");
        retyped.withObject("/record").put("$type", "com.fedproxy.rbac");
        assertThat(decide(ours, retyped, CREATE)).isInstanceOf(Decision.Denied.class);
        assertThat(decide(ours, more, CREATE)).isInstanceOf(Decision.Denied.class);
    }

    @Test
    void aGrantWithoutAServiceTakesAnyPlainNameButNoWildcard() {
        var ours = ours(Optional.empty());

        for (var name : List.of("9f86d081", "db", "WEB", "my_app")) {
            assertThat(decide(ours, createKey(name), CREATE)).as(name).isInstanceOf(Decision.Allowed.class);
        }
        for (var name : List.of("*", "*.app", "", "-a", "a-", "_a", "a.b", "a\n", "a".repeat(64))) {
            assertThat(decide(ours, createKey(name), CREATE)).as(name).isInstanceOf(Decision.Denied.class);
        }
    }

    @Test
    void aRoleIsForOneIssuerAudienceAndSubject() {
        assertThat(decide(published("web"), token(Map.of("iss", "https://eve.example"))))
                .isInstanceOf(Decision.Denied.class);
        assertThat(decide(published("web"), token(Map.of("sub", SUB + "x")))).isInstanceOf(Decision.Denied.class);
        assertThat(decide(published("web"), token(Map.of("aud", "api://ATProto?actx=did:plc:other"))))
                .isInstanceOf(Decision.Denied.class);
    }

    @Test
    void twoTrustedIssuersCannotSpeakForEachOthersSubjects() {
        var bob = published("web");
        var carol = Json.read(Json.write(bob)
                .replace(ISSUER, "https://carol.example")
                .replace("actx:bob", "actx:carol")
                .replace("\"web", "\"carols-web"));
        var rbac = Rbac.of(List.of(record(bob), record((ObjectNode) carol)));
        var swapped = token(Map.of("iss", "https://carol.example"));

        assertThat(rbac.trusts("https://carol.example", OWN)).isTrue();
        assertThat(new Evaluator(rbac, OWN).decide(swapped, new Ask("create", CREATE, createKey("web"))))
                .isEqualTo(new Decision.Denied(List.of("no matching role found for sub=\"" + SUB + "\"")));
    }

    @Test
    void aRoleWithoutAnIssuerTrustsTheOwnersOwnOnly() {
        var record = published("web");
        ((ObjectNode) record.at("/roles/web/definition")).remove("iss");

        assertThat(decide(record, token(Map.of()))).isInstanceOf(Decision.Denied.class);
        assertThat(decide(record, token(Map.of("iss", OWN)))).isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void aRolePinnedToAClaimRefusesATokenWithAnotherOrNone() {
        var record = published("web");
        ((ObjectNode) record.at("/roles/web/definition")).put("job_workflow_ref", "W");

        assertThat(decide(record, token(Map.of()))).isInstanceOf(Decision.Denied.class);
        assertThat(decide(record, token(Map.of("job_workflow_ref", "V")))).isInstanceOf(Decision.Denied.class);
        assertThat(decide(record, token(Map.of("job_workflow_ref", "W")))).isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void aRoleWithADemandNobodyUnderstandsMatchesNobody() {
        var record = published("web");
        ((ObjectNode) record.at("/roles/web/definition"))
                .putObject("environment")
                .put("name", "prod");

        assertThat(decide(record, token(Map.of()))).isInstanceOf(Decision.Denied.class);
    }

    @Test
    void compiledParametersAreAllMandatoryAndNoOthersAllowed() {
        var exchange = compiled();

        assertThat(decide(exchange, Json.object().put("aud", "x").put("ttl", 3600), "/v1/oidc/issue"))
                .isInstanceOf(Decision.Allowed.class);
        assertThat(decide(exchange, Json.object().put("aud", "x").put("ttl", 60), "/v1/oidc/issue"))
                .isInstanceOf(Decision.Denied.class);
        assertThat(decide(exchange, Json.object().put("aud", "x"), "/v1/oidc/issue"))
                .isInstanceOf(Decision.Denied.class);
        assertThat(decide(
                        exchange, Json.object().put("aud", "x").put("ttl", 3600).put("x", 1), "/v1/oidc/issue"))
                .isInstanceOf(Decision.Denied.class);
    }

    @Test
    void theProvidersRecordIsReadThroughAllowedParameters() {
        var record = RbacText.ofProvider(OWN, Audience.ofIssuer("bob"), SUB, "ex", NOW);
        var token = token(Map.of("iss", OWN, "aud", "api://DigitalOcean?actx=bob"));
        var evaluator = new Evaluator(Rbac.of(List.of(record(record))), OWN);

        assertThat(evaluator.decide(token, exchange(SUB, 3600))).isInstanceOf(Decision.Allowed.class);
        assertThat(evaluator.decide(token, exchange(SUB, 3601))).isInstanceOf(Decision.Denied.class);
        assertThat(evaluator.decide(token, exchange("actx:bob:plc:other:role:web", 60)))
                .isInstanceOf(Decision.Denied.class);
    }

    @Test
    void aPolicyForEveryPathAllowsWhatItsCapabilitiesSay() {
        var record = published("web");
        ((ObjectNode) record.at("/policies/web-ssh-key-register"))
                .putObject("schemas")
                .set("*", Json.read("{\"properties\":{\"capability\":{\"enum\":[\"create\",\"delete\"]}}}"));

        assertThat(decide(record, createKey("x"), "/xrpc/com.atproto.repo.putRecord"))
                .isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void deniesWithTheNameOfAPolicyThatIsMissing() {
        var record = published("web");
        ((ObjectNode) record.path("policies")).removeAll();

        assertThat(decide(record, token(Map.of())))
                .isEqualTo(new Decision.Denied(List.of("policy web-ssh-key-register: does not exist")));
    }

    @Test
    void aLaterRecordReplacesAnEarlierOnesPolicy() {
        var open = published("web");
        var closed = published("web");
        ((ObjectNode) closed.path("policies").path("web-ssh-key-register")).putObject("schemas");
        var earlier = record("3mlewidctvt2n", open);
        var later = record("3mlewidctvt2z", closed);
        var ask = new Ask("create", CREATE, createKey("web"));

        assertThat(new Evaluator(Rbac.of(List.of(later, earlier)), OWN).decide(token(Map.of()), ask))
                .isInstanceOf(Decision.Denied.class);
    }

    @Test
    void aSchemaCannotMakeUsFetchAnything() throws IOException {
        var asked = new AtomicInteger();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        try {
            var base = "http://127.0.0.1:" + server.getAddress().getPort();
            for (var schema : List.of(
                    "{\"$ref\":\"" + base + "/s.json\"}",
                    "{\"$schema\":\"" + base + "/meta.json\"}",
                    "{\"$id\":\"" + base + "/a.json\",\"$ref\":\"b.json\"}",
                    "{\"$ref\":\"classpath:META-INF/persistence.xml\"}",
                    "{\"$ref\":\"file:///etc/passwd\"}")) {
                assertThat(violations(schema)).as(schema).isNotEmpty();
            }
        } finally {
            server.stop(0);
        }

        assertThat(asked).hasValue(0);
    }

    @Test
    @Timeout(20)
    void aSchemaCannotKeepUsBusy() {
        var slow = "{\"properties\":{\"body\":{\"properties\":{\"a\":{\"pattern\":\"^(.*a){30}!{3}$\"}}}}}";

        var violations = new PolicySchema(Json.read(slow))
                .violations(new Ask("create", "/x", Json.object().put("a", "a".repeat(60) + "!")));

        assertThat(violations).singleElement().asString().contains("too long");
        assertThat(violations("{\"$ref\":\"#\"}")).isNotEmpty();
        assertThat(violations("{\"definitions\":{\"a\":{\"$ref\":\"#/definitions/a\"}},\"$ref\":\"#/definitions/a\"}"))
                .isNotEmpty();
        assertThat(violations("{\"properties\":{\"body\":{\"pattern\":\"(\"}}}"))
                .isNotEmpty();
    }

    @Test
    void somethingThatIsNoSchemaAllowsNothing() {
        assertThat(violations("\"yes\"")).isNotEmpty();
        assertThat(violations("null")).isNotEmpty();
        assertThat(violations("[]")).isNotEmpty();
        assertThat(violations("false")).isNotEmpty();
    }

    private static List<String> violations(String schema) {
        return new PolicySchema(Json.read(schema)).violations(new Ask("create", "/x", Json.object()));
    }

    private static Decision decide(ObjectNode record, Claims token) {
        return new Evaluator(Rbac.of(List.of(record(record))), OWN)
                .decide(token, new Ask("create", CREATE, createKey("web")));
    }

    private static Decision decide(ObjectNode record, ObjectNode body, String path) {
        return new Evaluator(Rbac.of(List.of(record(record))), OWN)
                .decide(token(Map.of()), new Ask("create", path, body));
    }

    private static Ask exchange(String subject, int ttl) {
        return new Ask(
                "create",
                "/v1/oidc/issue",
                Json.object().put("aud", AUD).put("sub", subject).put("ttl", ttl));
    }

    private static Claims token(Map<String, String> other) {
        var texts = new LinkedHashMap<>(Map.of("iss", ISSUER, "aud", AUD, "sub", SUB));
        texts.putAll(other);
        return new Claims(
                String.valueOf(texts.get("iss")),
                String.valueOf(texts.get("aud")),
                String.valueOf(texts.get("sub")),
                NOW,
                NOW,
                NOW.plus(Duration.ofHours(1)),
                "",
                texts);
    }

    private static ObjectNode createKey(String service) {
        var body = Json.object().put("repo", ALICE.value()).put("collection", "com.fedproxy.sshPublicKey");
        body.putObject("record")
                .put("$type", "com.fedproxy.sshPublicKey")
                .put("key", "ssh-ed25519 AAAA root@guest")
                .put("service", service)
                .put("name", service)
                .put("createdAt", "2026-07-08T05:50:39.501Z");
        return body;
    }

    private static ObjectNode ours(Optional<String> service) {
        return RbacText.ofRequester(
                ALICE, new NewGrant("3mlewidctvt2n", URI.create(ISSUER), "bob", SUB, "web", service), NOW);
    }

    private static RepoRecord record(ObjectNode json) {
        return record("3mlewidctvt2n", json);
    }

    private static RepoRecord record(String rkey, ObjectNode json) {
        return new RepoRecord(AtUri.of(ALICE, RbacRecords.COLLECTION, rkey), Cid.ofRecord(json), json);
    }

    /** As a policy file is compiled for the exchange: every listed parameter mandatory. */
    private static ObjectNode compiled() {
        var record = published("web");
        ((ObjectNode) record.at("/policies/web-ssh-key-register"))
                .putObject("schemas")
                .set("/v1/oidc/issue", Json.read("""
                                {"type":"object","properties":{"capability":{"enum":["create"]},
                                 "body":{"type":"object","additionalProperties":false,"required":["aud","ttl"],
                                  "properties":{"aud":{"type":"string","pattern":".*"},"ttl":{"type":"number","const":3600}}}},
                                 "required":["capability"]}
                                """));
        return record;
    }

    /** As the reference requester writes it. */
    private static ObjectNode published(String service) {
        return (ObjectNode) Json.read("""
                {"$type":"com.fedproxy.rbac",
                 "roles":{"SVC":{"role_name":"SVC","definition":{
                   "aud":"%s","iss":"%s","sub":"%s","policies":["SVC-ssh-key-register"]}}},
                 "policies":{"SVC-ssh-key-register":{"meta":{"policy":"ssh-key-register"},"schemas":{
                   "/xrpc/com.atproto.repo.createRecord":{
                     "$schema":"http://json-schema.org/draft-07/schema#","type":"object",
                     "required":["capability","body"],
                     "properties":{"capability":{"enum":["create"]},
                       "body":{"type":"object","additionalProperties":false,"required":["collection","record"],
                         "properties":{"collection":{"type":"string","const":"com.fedproxy.sshPublicKey"},
                           "record":{"type":"object","required":["service"],
                             "properties":{"service":{"type":"string","const":"SVC"}}}}}}}}}},
                 "custom_claims_roles_index":{"job_workflow_ref":{}},
                 "createdAt":"2026-07-08T05:50:39.501Z"}
                """.formatted(AUD, ISSUER, SUB).replace("SVC", service));
    }
}

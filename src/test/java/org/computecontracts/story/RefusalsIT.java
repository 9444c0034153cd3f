package org.computecontracts.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is refused is refused by name, and leaves everything as it was. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalsIT {
    private static final String T = "com.publicdomainrelay.temp.market.";
    private static final String WALLET = "0x47e179ec197488593b187f80a00eb0da91f1b9d0b13f8733639f19c30a34926a";

    private static final long MINUTE_OF_GRACE = 60;

    private final Outside outside = new Outside();
    private final String suffix = "-" + Long.toString(System.nanoTime(), 36) + ".test";
    private final Person alice = Person.signedUp(outside, "ada" + suffix);
    private final Person bob = Person.signedUp(outside, "ben" + suffix);
    private final Person eve = Person.signedUp(outside, "eva" + suffix);
    private final Deal open;
    private final Deal kept;
    private final JsonNode bid;
    private final JsonNode denouncedBid;
    private final JsonNode accept;
    private final String service;
    private final long staleFrom;
    private final String stale;

    /** One request that stays open, and one contract that is kept. */
    RefusalsIT() {
        alice.has(WALLET);
        bob.offers("0.05");
        eve.offers("0.04");
        alice.judge(bob, "VOUCH", "is good");
        alice.judge(eve, "DENOUNCE", "is not");
        kept = Deal.requested(alice, Deal.example(alice));
        kept.accept(kept.bidOf(bob)).orFail();
        open = Deal.requested(alice, Deal.example(alice));
        bid = open.bidOf(bob).path("ref");
        denouncedBid = open.bidOf(eve);
        accept = kept.untilStep(11, "receipt").path("accept");
        service = outside.record(open.look().path("rfp")).path("submitBid").asText();
        staleFrom = now() + 5;
        stale = bob.serviceToken(encoded(service), T + "submitBid&exp=" + staleFrom);
    }

    private static long now() {
        return System.currentTimeMillis() / 1000;
    }

    @BeforeAll
    void settle() {
        if (Outside.hasGuests()) {
            kept.untilReachable();
        }
    }

    @AfterAll
    void leave() {
        kept.end();
        bob.retires();
        eve.retires();
    }

    @Test
    void aBidUnderAnotherCidIsNotBelieved() {
        refused(
                () -> submitBid(
                        bob, bid.path("uri").asText(), accept.path("cid").asText()),
                404,
                "RecordNotFound");
    }

    @Test
    void aBidThatIsNotThereIsNotBelieved() {
        var uri = "at://" + bob.did() + "/" + T + "bid/3aaaaaaaaaaaa";
        refused(() -> submitBid(bob, uri, bid.path("cid").asText()), 404, "RecordNotFound");
    }

    @Test
    void nobodySubmitsTheBidOfAnother() {
        refused(() -> submitBid(eve, bid.path("uri").asText(), bid.path("cid").asText()), 403, "Forbidden");
    }

    @Test
    void aRecordOfAnotherKindIsNoBid() {
        var receipt = kept.look().path("receipt");
        refused(
                () -> submitBid(
                        bob, receipt.path("uri").asText(), receipt.path("cid").asText()),
                400,
                "RecordMismatch");
    }

    @Test
    void anAcceptUnderAnotherCidIsNotBelieved() {
        refused(
                () -> submitAccept(
                        alice, accept.path("uri").asText(), bid.path("cid").asText()),
                404,
                "RecordNotFound");
    }

    /** The signature is over the content and the repository: the words of Alice are not Eve's. */
    @Test
    void theAcceptOfAnotherIsWorthNothingInOnesOwnRepository() {
        var copied = eve.writes(T + "accept", outside.record(accept));
        refused(
                () -> submitAccept(
                        eve, copied.path("uri").asText(), copied.path("cid").asText()),
                400,
                "RecordInvalid");
    }

    @Test
    void anUnsignedAcceptIsWorthNothing() {
        var record = Answer.object().put("$type", T + "accept").put("createdAt", "2026-01-01T00:00:00.000Z");
        record.set("rfp", open.look().path("rfp"));
        record.set("bid", bid);
        var written = alice.writes(T + "accept", record);
        refused(
                () -> submitAccept(
                        alice, written.path("uri").asText(), written.path("cid").asText()),
                400,
                "RecordInvalid");
    }

    @Test
    void anAcceptSubmittedAgainAnswersTheSameReceiptForNoMoreMoney() {
        var before = snapshot();

        var again = submitAccept(
                alice, accept.path("uri").asText(), accept.path("cid").asText());

        assertThat(again.status()).as("%s", again).isEqualTo(200);
        assertThat(Outside.same(again.json(), kept.look().path("receipt"))).isTrue();
        assertThat(snapshot()).isEqualTo(before);
    }

    /** Word for word the same and rightly signed, but another record. */
    @Test
    void aSecondAcceptOfTheSameBidChangesNothing() {
        var second = alice.writes(T + "accept", outside.record(accept));
        refused(
                () -> submitAccept(
                        alice, second.path("uri").asText(), second.path("cid").asText()),
                409,
                "AlreadyAccepted");
        var settle =
                "/ccr/" + second.path("uri").asText() + "/" + second.path("cid").asText();
        refused(() -> outside.get(settle), 409, "/problems/already-accepted");
    }

    @Test
    void aDenouncedBidderIsNotAccepted() {
        refused(() -> open.accept(denouncedBid), 403, "/problems/bidder-denounced");
    }

    /** The award would go to nobody: neither a right nor an accept is written. */
    @Test
    void aBidThatWasTakenBackIsNotAccepted() {
        var deal = Deal.requested(alice, Deal.example(alice));
        var withdrawn = deal.bidOf(bob);
        bob.deletes(withdrawn.path("ref").path("uri").asText());

        refused(() -> deal.accept(withdrawn), 409, "/problems/bid-gone");
        assertThat(deal.look().path("state").asText()).isEqualTo("OPEN");
        deal.end();
    }

    @Test
    void aBidUnderAnotherCidIsNotAccepted() {
        var tampered = Answer.object();
        tampered.putObject("ref")
                .put("uri", bid.path("uri").asText())
                .put("cid", accept.path("cid").asText());
        refused(() -> open.accept(tampered), 404, "/problems/bid-not-found");
    }

    @Test
    void aTokenForSomebodyElseOpensNothing() {
        var token = token(bob, "did:web:elsewhere.example", T + "submitBid");
        refused(() -> submit("submitBid", token, bidInput()), 401, "BadJwtAudience");
    }

    @Test
    void aTokenForAnotherMethodOpensNothing() {
        var token = token(bob, service, T + "submitRfp");
        refused(() -> submit("submitBid", token, bidInput()), 401, "BadJwtLexiconMethod");
    }

    @Test
    void aTokenOpensOnlyOnce() {
        var token = token(bob, service, T + "submitBid");
        assertThat(submit("submitBid", token, bidInput()).status()).isEqualTo(200);
        refused(() -> submit("submitBid", token, bidInput()), 401, "BadJwt");
    }

    @Test
    void aStaleTokenOpensNothing() throws InterruptedException {
        var end = staleFrom + MINUTE_OF_GRACE + 1 - now();
        Thread.sleep(Math.max(0, end) * 1000);
        refused(() -> submit("submitBid", stale, bidInput()), 401, "JwtExpired");
    }

    @Test
    void aForgedTokenOpensNothing() {
        var parts = token(eve, service, T + "submitBid").split("\\.", -1);
        var honest = token(bob, service, T + "submitBid").split("\\.", -1);
        var forged = honest[0] + "." + honest[1] + "." + parts[2];
        refused(() -> submit("submitBid", forged, bidInput()), 401, "BadJwtSignature");
    }

    @Test
    void withoutATokenNothingIsSubmitted() {
        var answer = refused(() -> submit("submitBid", "", bidInput()), 401, "");
        assertThat(answer.refusal()).isNotEmpty();
    }

    @Test
    void userDataOverSixtyFourKibibytesIsRefused() {
        refused(() -> request("#cloud-config\n#" + "x".repeat(65536) + "\n"), 400, "/problems/invalid-input");
        refused(() -> request("#cloud-config\n#" + "é".repeat(40000) + "\n"), 400, "/problems/user-data-refused");
    }

    @Test
    void aShellScriptIsNoCloudConfig() {
        var answer = refused(() -> request("#!/bin/sh\necho hello\n"), 400, "/problems/user-data-refused");
        assertThat(answer.json().path("detail").asText()).contains("script").contains("#cloud-config");
    }

    @Test
    void theContractOfAnotherTenantIsNotThere() {
        for (var deal : List.of(open, kept)) {
            var path = "/api/contracts/" + deal.id();
            for (var part : List.of("", "/decisions", "/payments", "/console")) {
                refused(() -> eve.get(path + part), 404, "/problems/contract-not-found");
            }
            refused(() -> eve.post(path + "/acceptance", bid), 404, "/problems/contract-not-found");
            refused(() -> eve.post(path + "/end", Answer.object()), 404, "/problems/contract-not-found");
        }
    }

    @Test
    void whoIsNotSignedInSeesAndChangesNothing() {
        for (var nobody : List.of(alice.with(""), alice.with("cc_made_up"))) {
            for (var path : reads()) {
                refused(() -> nobody.get(path), 401, "");
            }
            changes(nobody).forEach((what, change) -> refused(what, change, 401, ""));
        }
    }

    @Test
    void aViewerLooksAndChangesNothing() {
        var viewer = alice.with(
                alice.post("/api/tokens", token("READ")).orFail().path("secret").asText());
        for (var path : reads()) {
            assertThat(viewer.get(path).status()).as(path).isEqualTo(200);
        }
        changes(viewer).forEach((what, change) -> refused(what, change, 403, "/problems/right-missing"));
    }

    @Test
    void aTokenGoesAsFarAsItsRightsAndGivesNoMore() {
        var managing = alice.with(alice.post("/api/tokens", token("MANAGE"))
                .orFail()
                .path("secret")
                .asText());
        var buying = alice.with(
                alice.post("/api/tokens", token("BUY")).orFail().path("secret").asText());
        var owner = Answer.object().put("handle", eve.handle()).put("role", "OWNER");

        refused(() -> managing.post("/api/tokens", token("BUY")), 403, "/problems/right-missing");
        refused(() -> managing.post("/api/members/invitations", owner), 403, "/problems/right-missing");
        refused(() -> managing.post("/api/trust/vouches", vouch()), 403, "/problems/right-missing");
        refused(() -> buying.post("/api/tokens", token("READ")), 403, "/problems/right-missing");
        refused(() -> buying.put("/api/builders/" + UUID.randomUUID(), active()), 403, "/problems/right-missing");
        assertThat(managing.post("/api/tokens", token("READ")).status()).isEqualTo(200);
    }

    @Test
    void aMadeUpAnswerSignsNobodyIn() {
        var answer = outside.get("/oauth/callback?state=made-up&code=x&iss=https%3A%2F%2Fevil.example");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.type()).startsWith("text/html");
        assertThat(answer.body()).contains("Begin it again from here").doesNotContain("evil.example");
        assertThat(outside.get("/oauth-client-metadata.json").status())
                .as("a client on loopback has none")
                .isEqualTo(404);
    }

    private static ObjectNode active() {
        return Answer.object().put("active", false);
    }

    private List<String> reads() {
        return List.of(
                "/api/session",
                "/api/contracts",
                "/api/contracts/" + kept.id(),
                "/api/contracts/" + kept.id() + "/payments",
                "/api/builders",
                "/api/builders/builds",
                "/api/policy",
                "/api/trust/vouches",
                "/api/wallet",
                "/api/wallet/books",
                "/api/members",
                "/api/tokens",
                "/api/tunnels");
    }

    private Map<String, Call> changes(Person who) {
        var calls = new LinkedHashMap<String, Call>();
        var wish = Deal.example(alice);
        var contracts = "/api/contracts/";
        var policy = (ObjectNode) alice.get("/api/policy").orFail();
        policy.remove(List.of("version", "changedAt"));
        calls.put("request", () -> who.post("/api/rfps", wish));
        calls.put("accept", () -> who.post(contracts + open.id() + "/acceptance", bid));
        calls.put("end", () -> who.post(contracts + kept.id() + "/end", Answer.object()));
        calls.put("vouch", () -> who.post("/api/trust/vouches", vouch()));
        calls.put("withdraw", () -> who.delete("/api/trust/vouches/" + bob.did()));
        calls.put("policy", () -> who.put("/api/policy", policy));
        calls.put("wallet", () -> who.post("/api/wallet/key", Answer.object().put("key", WALLET)));
        calls.put("token", () -> who.post("/api/tokens", token("MANAGE")));
        calls.put(
                "member",
                () -> who.post(
                        "/api/members/invitations",
                        Answer.object().put("handle", eve.handle()).put("role", "OWNER")));
        return calls;
    }

    private ObjectNode vouch() {
        return Answer.object().put("subject", eve.did()).put("kind", "VOUCH").put("reason", "she is good");
    }

    private static ObjectNode token(String... rights) {
        var token = Answer.object().put("name", "look").put("days", 1);
        List.of(rights).forEach(token.putArray("rights")::add);
        return token;
    }

    private Answer request(String userData) {
        return alice.post("/api/rfps", ((ObjectNode) Deal.example(alice)).put("userData", userData));
    }

    private ObjectNode bidInput() {
        return Answer.object()
                .put("uri", bid.path("uri").asText())
                .put("cid", bid.path("cid").asText());
    }

    private Answer submitBid(Person person, String uri, String cid) {
        var input = Answer.object().put("uri", uri).put("cid", cid);
        input.putObject("record");
        return submit("submitBid", token(person, service, T + "submitBid"), input);
    }

    private Answer submitAccept(Person person, String uri, String cid) {
        var input = Answer.object().put("acceptUri", uri).put("acceptCid", cid);
        return submit("submitAccept", token(person, service, T + "submitAccept"), input);
    }

    private Answer submit(String method, String token, JsonNode input) {
        return Person.post(outside, token, "/xrpc/" + T + method, input, Person.key());
    }

    private static String token(Person person, String audience, String method) {
        return person.serviceToken(encoded(audience), method);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Something that is asked of the portal. */
    private interface Call {
        Answer send();
    }

    /** Says no, with this status and name, and nothing is different afterwards. */
    private Answer refused(Call call, int status, String name) {
        return refused("", call, status, name);
    }

    private Answer refused(String what, Call call, int status, String name) {
        var before = snapshot();
        var answer = call.send();
        assertThat(answer.status()).as("%s: %s", what, answer).isEqualTo(status);
        assertThat(answer.refusal()).as("%s", answer).contains(name);
        assertThat(snapshot()).isEqualTo(before);
        return answer;
    }

    /** Both contracts on both sides, every record of the three, and the money. */
    private List<String> snapshot() {
        var seen = new ArrayList<String>();
        for (var person : List.of(alice, bob, eve)) {
            seen.add(outside.get("/xrpc/com.atproto.sync.getLatestCommit?did=" + person.did())
                    .orFail()
                    .path("cid")
                    .asText());
            for (var side : List.of("REQUESTER", "PROVIDER")) {
                person.get("/api/contracts?side=" + side)
                        .orFail()
                        .forEach(view -> seen.add(
                                view.path("id") + " " + view.path("state") + view.path("accept") + view.path("bids")));
            }
            seen.add((outside.hasChain() ? outside.usdc(person.address()) : BigInteger.ZERO).toString());
        }
        return seen;
    }
}

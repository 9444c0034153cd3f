package org.computecontracts.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Alice rents compute from Bob and refuses Eve. Each step is looked at from outside: what the API says is not believed. */
record Story(Outside outside, Person alice, Person bob, Person eve) {
    private static final String T = "com.publicdomainrelay.temp.";
    private static final String WALLET = "0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a";

    /** All sixteen steps; the first nine where no guests can run. */
    void isTrue() {
        settledIn();
        judged();
        var deal = Deal.requested(alice, Deal.example(alice));
        requested(deal);
        var bid = bids(deal);
        var before = balance();
        assertThat(deal.accept(bid).status()).isEqualTo(200);
        accepted(deal, bid);
        paid(deal, before);
        assumeTrue(Outside.hasGuests(), "no guest image or runc: steps 10 to 16 are not played");
        var running = deal.untilReachable();
        receipted(running);
        var key = keyRegistered(running);
        reachable(running, key);
        deal.end();
        leftNothing(running, key);
    }

    void settledIn() {
        alice.has(WALLET);
        bob.offers("0.05");
        eve.offers("0.04");
        for (var person : List.of(alice, bob, eve)) {
            var resolved =
                    outside.atHome(person.did(), "/xrpc/com.atproto.identity.resolveHandle?handle=" + person.handle());
            assertThat(resolved.orFail().path("did").asText()).isEqualTo(person.did());
        }
        assertThat(outside.records(bob.did(), T + "market.offering")).hasSize(1);
    }

    void judged() {
        var vouch = alice.judge(bob, "VOUCH", "delivered what was promised before");
        var denounce = alice.judge(eve, "DENOUNCE", "kept the money of the last contract");
        assertThat(outside.record(vouch).path("kind").asText()).isEqualTo("vouch");
        assertThat(outside.record(denounce).path("kind").asText()).isEqualTo("denounce");
        assertThat(vouch.path("uri").asText()).endsWith("/sh.tangled.graph.vouch/" + bob.did());
        assertThat(denounce.path("uri").asText()).endsWith("/sh.tangled.graph.vouch/" + eve.did());
    }

    private void requested(Deal deal) {
        var rfp = deal.look().path("rfp");
        var published = outside.record(rfp);
        assertThat(published.path("domain").asText()).isEqualTo("compute");
        var machine = outside.record(published.path("payload"));
        assertThat(machine.path("$type").asText()).isEqualTo(T + "compute.vm");
        assertThat(machine.path("user_data").asText())
                .startsWith("#cloud-config")
                .contains(alice.did());
        assertSigned(rfp, alice);
    }

    /** Both offer; Eve is refused for what Alice said of her. */
    private JsonNode bids(Deal deal) {
        var good = deal.bidOf(bob);
        var bad = deal.bidOf(eve);
        for (var bid : List.of(good, bad)) {
            var bidder = bid == good ? bob : eve;
            var record = outside.record(bid.path("ref"));
            assertThat(Outside.same(record.path("rfp"), deal.look().path("rfp")))
                    .isTrue();
            assertThat(outside.record(record.path("payload")).path("$type").asText())
                    .isEqualTo(T + "market.bids." + (outside.hasChain() ? "x402" : "free"));
            assertThat(outside.record(record.path("config")).path("$type").asText())
                    .isEqualTo(T + "compute.config.wif.simple");
            assertSigned(bid.path("ref"), bidder);
        }
        assertThat(good.path("allowed").asBoolean()).isTrue();
        assertThat(bad.path("allowed").asBoolean()).isFalse();
        assertThat(bad.path("reason").asText()).contains("denounce").contains("kept the money of the last contract");
        refusesEve(deal, bad);
        return good;
    }

    private void refusesEve(Deal deal, JsonNode bid) {
        var refused = deal.accept(bid);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.type()).startsWith("application/problem+json");
        assertThat(refused.refusal()).isEqualTo("/problems/bidder-denounced");
        assertThat(refused.json().path("detail").asText()).contains("denounce");
        assertThat(outside.records(alice.did(), T + "market.accept")).isEmpty();
        assertThat(deal.look().path("state").asText()).isEqualTo("OPEN");
    }

    private void accepted(Deal deal, JsonNode bid) {
        var view = deal.untilStep(8, "accept");
        var rights = outside.records(alice.did(), "com.fedproxy.rbac");
        assertThat(rights).hasSize(1);
        assertThat(rights.getFirst().toString()).contains("role:hello-world").contains("com.fedproxy.sshPublicKey");
        var accept = view.path("accept");
        var record = outside.record(accept);
        assertThat(Outside.same(record.path("rfp"), view.path("rfp"))).isTrue();
        assertThat(Outside.same(record.path("bid"), bid.path("ref"))).isTrue();
        assertSigned(accept, alice);
    }

    private BigInteger balance() {
        return outside.hasChain() ? outside.usdc(bob.address()) : BigInteger.ZERO;
    }

    /** Money first, then the receipt; and asked again, the same receipt for no more money. */
    private void paid(Deal deal, BigInteger before) {
        var view = deal.untilStep(11, "receipt");
        var receipt = view.path("receipt");
        var price = outside.hasChain() ? BigInteger.valueOf(50_000) : BigInteger.ZERO;
        assertThat(balance().subtract(before)).isEqualTo(price);
        var accept = view.path("accept");
        var settle =
                "/ccr/" + accept.path("uri").asText() + "/" + accept.path("cid").asText();
        var again = bob.outside().get(settle);
        assertThat(again.status()).as("%s", again).isEqualTo(200);
        assertThat(Outside.same(again.json(), receipt)).isTrue();
        var head = bob.outside()
                .send(HttpRequest.newBuilder(URI.create(bob.outside().portal().url() + settle))
                        .method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(head.status()).as("%s", head).isEqualTo(200);
        assertThat(balance().subtract(before)).isEqualTo(price);
        assertThat(outside.records(bob.did(), T + "market.receipt")).hasSize(1);
    }

    private void receipted(JsonNode view) {
        var receipt = outside.record(view.path("receipt"));
        for (var part : List.of("rfp", "bid", "accept")) {
            outside.record(receipt.path(part));
            assertThat(Outside.same(receipt.path(part), view.path(part)))
                    .as(part)
                    .isTrue();
        }
        assertSigned(view.path("receipt"), bob);
        assertThat(outside.records(bob.did(), "com.fedproxy.rbac")).hasSize(1);
        assertThat(bob.outside().containers().strip()).hasLineCount(1);
    }

    private JsonNode keyRegistered(JsonNode view) {
        var keys = outside.records(alice.did(), "com.fedproxy.sshPublicKey");
        assertThat(keys).hasSize(1);
        assertThat(keys.getFirst().path("value").path("key").asText()).startsWith("ssh-ed25519 ");
        assertThat(Deal.hasStep(view, 12)).isTrue();
        assertThat(Deal.hasStep(view, 13)).isTrue();
        return keys.getFirst();
    }

    private void reachable(JsonNode view, JsonNode key) {
        var service = key.path("value").path("service").asText();
        assertThat(url(view).getHost()).contains(service);
        assertThat(outside.curl(url(view))).isEqualTo("Hello World!\n");
    }

    private void leftNothing(JsonNode view, JsonNode key) {
        assertThat(outside.statusOfStrangersName(url(view))).isEqualTo("404");
        assertThat(outside.find(key.path("uri").asText()).json().path("error").asText())
                .isEqualTo("RecordNotFound");
        assertThat(outside.records(alice.did(), "com.fedproxy.rbac")).isEmpty();
        eventually(
                "Bob's right gone",
                () -> outside.records(bob.did(), "com.fedproxy.rbac").isEmpty());
        eventually("build STOPPED", () -> bob.get("/api/builders/builds").body().contains("\"state\":\"STOPPED\""));
        eventually("no container left", () -> bob.outside().containers().isBlank());
    }

    /** Verifies by what the author's own identity says, under the record's very CID. */
    private void assertSigned(JsonNode ref, Person author) {
        assertThat(ref.path("uri").asText()).startsWith("at://" + author.did() + "/");
        var check = outside.verified(ref);
        assertThat(check.path("valid").asBoolean()).as("%s", check).isTrue();
        assertThat(check.path("signatures")).isNotEmpty();
        assertThat(check.path("cid")).isEqualTo(ref.path("cid"));
    }

    static URI url(JsonNode view) {
        return URI.create(view.path("url").asText());
    }

    static void eventually(String what, BooleanSupplier holds) {
        var deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            Deal.pause();
        }
    }
}

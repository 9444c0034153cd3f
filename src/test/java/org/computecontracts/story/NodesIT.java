package org.computecontracts.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.computecontracts.kernel.Vault;
import org.computecontracts.testing.TwoNodes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two nodes of one portal: either of them may go at any moment. */
class NodesIT {
    private static final String T = "com.publicdomainrelay.temp.market.";
    private static final String KEY = "com.fedproxy.sshPublicKey";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static TwoNodes nodes;

    private final String suffix = "-" + Long.toString(System.nanoTime(), 36) + ".test";
    private final Outside outside = new Outside(nodes.portal());
    private final Connection database = nodes.postgres().connect("portal");
    private final List<String> down = new ArrayList<>();

    NodesIT() throws SQLException {}

    @BeforeAll
    static void start() {
        nodes = TwoNodes.start();
    }

    @AfterAll
    static void stop() {
        nodes.close();
    }

    @AfterEach
    void bothRunAgain() throws SQLException {
        down.forEach(nodes::restart);
        database.close();
    }

    private void kill(String node) {
        nodes.kill(node);
        down.add(node);
        outside.reconnect();
    }

    private static String other(String node) {
        return node.equals("one") ? "two" : "one";
    }

    @Test
    void oneNodeReadsAStreamAndTheOtherTakesOver() {
        var alice = Person.signedUp(outside, "alice" + suffix);
        known(alice, alice.writes(KEY, key("before")));
        until("a node reads", () -> !reader().isEmpty());
        var reader = reader();
        assertThat(text("select count(*) from network_host where claimed_until > now()"))
                .isEqualTo("1");

        kill(reader);
        var meanwhile = alice.writes(KEY, key("meanwhile"));
        until("the other node reads", () -> reader().equals(other(reader)));
        var after = alice.writes(KEY, key("after"));

        known(alice, meanwhile);
        known(alice, after);
        assertThat(text("select count(*) from network_version where uri like 'at://%s/%s/%%'"
                        .formatted(alice.did(), KEY)))
                .isEqualTo("3");
        assertThat(text("select count(*) from network_repo where desync is not null"))
                .isEqualTo("0");
        until(
                "the other node follows the changes",
                () -> text("select holder from duty where name = 'intake'").equals(other(reader)));
    }

    @Test
    void aContractGoesOnWhereTheOtherNodeLeftIt() {
        var alice = Person.signedUp(outside, "anna" + suffix);
        var bob = Person.signedUp(outside, "bert" + suffix);
        bob.offers("0");
        alice.judge(bob, "VOUCH", "keeps going");
        var first = text("select holder from duty where name = 'intake'");
        var deal = Deal.requested(alice, Deal.example(alice));
        until(
                "a bid under way",
                () -> !text("select count(*) from publication where purpose like 'bid %'")
                        .equals("0"));

        kill(first);
        var bid = deal.bidOf(bob);
        assertThat(bid.path("allowed").asBoolean()).as("%s", bid).isTrue();
        deal.accept(bid).orFail();
        var view = deal.untilStep(11, "receipt");

        assertThat(outside.records(alice.did(), T + "rfp")).hasSize(1);
        assertThat(outside.records(alice.did(), T + "accept")).hasSize(1);
        assertThat(outside.records(bob.did(), T + "bid", "rfp", view.path("rfp")))
                .hasSize(1);
        assertThat(outside.records(bob.did(), T + "receipt")).hasSize(1);
        for (var part : List.of("rfp", "bid", "accept", "receipt")) {
            assertThat(outside.verified(view.path(part)).path("valid").asBoolean())
                    .as(part)
                    .isTrue();
        }
        deal.end();
        bob.retires();
    }

    @Test
    void whoIsSignedInStaysSoOnTheOtherNode() {
        var alice = Person.signedUp(outside, "nora" + suffix);
        try (var browser = new PersonsBrowser(outside.portal())) {
            browser.signInHere(alice.handle());
            for (var node : List.of("one", "two")) {
                kill(node);
                browser.page().navigate("/contracts");
                PlaywrightAssertions.assertThat(browser.page().locator(".who summary"))
                        .containsText(alice.handle());
                nodes.restart(node);
                down.remove(node);
            }
        }
    }

    /** Two nodes are not twice as many guesses. */
    @Test
    void whoGuessesOnOneNodeHasGuessedOnTheOther() {
        var alice = Person.signedUp(outside, "gwen" + suffix);
        for (var guess = 0; guess < 10; guess++) {
            assertThat(guesses(alice, guess % 2 == 0 ? "one" : "two", "198.51.100.7")
                            .status())
                    .isEqualTo(401);
        }

        for (var node : List.of("one", "two")) {
            var refused = guesses(alice, node, "198.51.100.7");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.body()).contains("try again in");
            assertThat(guesses(alice, node, "198.51.100.8").status()).isEqualTo(401);
        }
    }

    /** From an address that the front would have told the node of. */
    private Answer guesses(Person person, String node, String address) {
        var guess = Answer.object().put("identifier", person.did()).put("password", "wrong horse");
        return outside.send(HttpRequest.newBuilder(URI.create(nodes.http(node) + "/api/session"))
                .header("Content-Type", "application/json")
                .header("X-Forwarded-For", address)
                .header("Idempotency-Key", Person.key())
                .POST(HttpRequest.BodyPublishers.ofString(guess.toString())));
    }

    /** A refresh token is good once: if both nodes used it, the session would be over. */
    @Test
    void oneNodeAtATimeRefreshesASession() throws Exception {
        var alice = Person.signedUp(outside, "rita" + suffix);
        for (var round = 1; round <= 3; round++) {
            var before = generation(alice);
            expire(alice);
            var writes = new ArrayList<CompletableFuture<Answer>>();
            for (var i = 0; i < 16; i++) {
                var node = i % 2 == 0 ? "one" : "two";
                writes.add(CompletableFuture.supplyAsync(() -> vouches(alice, node)));
            }

            assertThat(writes)
                    .allSatisfy(write -> assertThat(write.join().status())
                            .as("%s", write.join())
                            .isLessThan(300));
            assertThat(generation(alice)).isEqualTo(before + 1);
        }
    }

    private Answer vouches(Person person, String node) {
        var subject = "did:plc:"
                + UUID.randomUUID().toString().replaceAll("[^a-f2-7]", "a").substring(0, 24);
        var vouch = Answer.object().put("subject", subject).put("kind", "VOUCH").put("reason", "a stranger");
        return outside.send(HttpRequest.newBuilder(URI.create(nodes.http(node) + "/api/trust/vouches"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + person.token())
                .header("Idempotency-Key", Person.key())
                .POST(HttpRequest.BodyPublishers.ofString(vouch.toString())));
    }

    private long generation(Person person) {
        return Long.parseLong(text("select generation from account_session s join tenant t on t.id = s.tenant"
                + " where t.did = '" + person.did() + "'"));
    }

    /** Puts an access token of hers in the place of the good one that ended an hour ago. */
    private void expire(Person person) throws SQLException, IOException, JOSEException {
        var vault = Vault.withKey(Files.readString(nodes.portal().dataFolder().resolve("master.key"))
                .strip());
        byte[] secret;
        try (var sql = database.createStatement();
                var row = sql.executeQuery("select sealed from pds_secret where name = 'token-key'")) {
            row.next();
            secret = vault.open(row.getBytes(1), "pds_secret.token-key");
        }
        var tenant = text("select id from tenant where did = '" + person.did() + "'");
        try (var sql = database.prepareStatement("update account_session set access_token = ? where tenant = ?")) {
            sql.setBytes(1, vault.sealText(ended(person, secret), "account_session.access_token/" + tenant));
            sql.setObject(2, UUID.fromString(tenant));
            assertThat(sql.executeUpdate()).isEqualTo(1);
        }
    }

    private String ended(Person person, byte[] secret) throws JOSEException {
        var now = System.currentTimeMillis();
        var jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(new JOSEObjectType("at+jwt"))
                        .build(),
                new JWTClaimsSet.Builder()
                        .claim("scope", "com.atproto.access")
                        .subject(person.did())
                        .audience(
                                "did:web:localhost%3A" + outside.portal().url().getPort())
                        .jwtID(UUID.randomUUID().toString())
                        .expirationTime(new Date(now - 3_600_000))
                        .build());
        jwt.sign(new MACSigner(secret));
        return jwt.serialize();
    }

    /** The node that reads our own server's stream. */
    private String reader() {
        return text(
                "select split_part(coalesce(max(claimed_by), ''), ' ', 1) from network_host where claimed_until > now()"
                        + " and state = 'CONNECTED' and url = '"
                        + outside.portal().url() + "'");
    }

    private static JsonNode key(String text) {
        return Answer.object().put("$type", KEY).put("service", text).put("key", "ssh-ed25519 AAAA");
    }

    private void known(Person person, JsonNode ref) {
        var uri = URLEncoder.encode(ref.path("uri").asText(), StandardCharsets.UTF_8);
        until(
                uri + " is known",
                () -> person.get("/api/network/record?uri=" + uri)
                        .json()
                        .path("counts")
                        .asBoolean());
    }

    private static void until(String what, BooleanSupplier isSo) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!isSo.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            Deal.pause();
        }
    }

    private synchronized String text(String query) {
        try (var sql = database.createStatement();
                var row = sql.executeQuery(query)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}

package org.computecontracts.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.VerifyingKey;
import org.computecontracts.atproto.repo.CommitProof;
import org.computecontracts.launcher.Rebuild;
import org.computecontracts.launcher.Terminal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The market as anyone sees it, of strangers to whom this portal is nothing but the network's. */
class MarketViewIT {
    private static final String T = "com.publicdomainrelay.temp.";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Outside outside = new Outside();
    private final String suffix = "-" + Long.toString(System.nanoTime(), 36) + ".test";
    private final Person alice = Person.signedUp(outside, "alice" + suffix);
    private final Person bob = Person.signedUp(outside, "bob" + suffix);

    @AfterEach
    void leave() {
        bob.retires();
    }

    @Test
    void showsADealProvesItsRecordsAndComesOutTheSameWhenReadAnew() throws Exception {
        alice.judge(bob, "VOUCH", "a good host");
        bob.offers("0");
        var deal = Deal.requested(alice, Deal.example(alice));
        deal.bidOf(bob);
        var rfp = deal.look().path("rfp").path("uri").asText();

        var shown = until(
                "/api/market/deal?uri=" + encoded(rfp),
                view -> view.path("request").path("attested").asText().equals("BOUND")
                        && view.path("bids")
                                .path(0)
                                .path("bid")
                                .path("handle")
                                .asText()
                                .equals(bob.handle()));
        assertThat(shown.path("state").asText()).isEqualTo("OPEN");
        assertThat(shown.path("bids")).hasSize(1);
        assertThat(listed(rfp, "text=" + alice.handle()).path("role").asText()).isEqualTo("hello-world");
        proves(rfp);
        var printed = new ByteArrayOutputStream();

        Rebuild.of(outside.portal().site(), new Terminal(new PrintStream(printed, true, StandardCharsets.UTF_8), false))
                .run();

        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("before: ", "after:  ", "The same: ");
        assertThat(get("/api/market/deal?uri=" + encoded(rfp)).orFail().path("bids"))
                .hasSize(1);
    }

    /** By the archive alone, with nothing but the key of the author's document. */
    private void proves(String rfp) throws Exception {
        var look = get("/api/records?uri=" + encoded(rfp)).orFail();
        var archive = outside.portal()
                .client()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create(outside.portal().url() + "/api/records/proof?uri=" + encoded(rfp)))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        var uri = new AtUri(rfp);
        var proven = CommitProof.ofRecord(
                new Did(alice.did()),
                uri.collection() + "/" + uri.rkey(),
                archive.body(),
                VerifyingKey.parse(look.path("proof").path("key").asText()));

        assertThat(archive.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(value -> assertThat(value).contains("record.car"));
        assertThat(proven.writes().getFirst().cid())
                .hasToString(look.path("recomputed").asText());
        assertThat(look.path("lexiconKnown").asBoolean()).isTrue();
        assertThat(look.path("violations")).isEmpty();
        assertThat(look.path("published").path("told").asText()).isNotEmpty();
        assertThat(look.path("dump").path(0).path("meaning").asText()).startsWith("map of");
        assertThat(look.path("history")).isNotEmpty();
        assertThat(look.path("backlinks").toString()).contains(bob.did());
    }

    @Test
    void showsAWithdrawnRequestAndOneOfTheFirstDialect() {
        var old = Answer.object().put("cpus", 1).put("role", "old" + suffix).put("mem", "512M");
        var first = alice.writes("com.publicdomainrelay.ccrfp", old).path("uri").asText();
        var vm = alice.writes(T + "compute.vm", old.deepCopy().put("user_data", "#cloud-config"));
        var unsigned = Answer.object().put("submitBid", "did:web:example.com");
        unsigned.set("payload", vm.deepCopy());
        var rfp = alice.writes(T + "market.rfp", unsigned).path("uri").asText();

        assertThat(listed(first, "state=SHOWN").path("dialect").asText()).isEqualTo("G0");
        assertThat(listed(rfp, "state=INVALID").path("reason").asText()).isEqualTo("The record is not signed.");

        alice.deletes(rfp);

        assertThat(listed(rfp, "state=WITHDRAWN").path("role").asText()).isEqualTo("old" + suffix);
        assertThat(get("/api/market/deal?uri=" + encoded(rfp))
                        .orFail()
                        .path("request")
                        .path("standing")
                        .asText())
                .isEqualTo("WITHDRAWN");
    }

    @Test
    void saysWhatIsWrongWithAnAddress() {
        assertThat(get("/api/market/deal?uri=nonsense").status()).isEqualTo(400);
        assertThat(get("/api/market/deal?uri=" + encoded("at://" + alice.did() + "/" + T + "market.rfp/3maaaaaaaaa2a"))
                        .status())
                .isEqualTo(404);
        assertThat(get("/api/market?cursor=nowhere").status()).isEqualTo(400);
        assertThat(alice.post("/api/network/drills/REBUILD", Answer.object()).status())
                .isEqualTo(403);
    }

    private JsonNode listed(String rfp, String query) {
        var page = until("/api/market?author=" + alice.did() + "&" + query, view -> find(view, rfp) != null);
        return Objects.requireNonNull(find(page, rfp));
    }

    private static @Nullable JsonNode find(JsonNode page, String rfp) {
        for (var listing : page.path("listings")) {
            if (listing.path("rfp").path("uri").asText().equals(rfp)) {
                return listing;
            }
        }
        return null;
    }

    private JsonNode until(String path, Predicate<JsonNode> wished) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var answer = get(path);
            if (answer.status() < 300 && wished.test(answer.json())) {
                return answer.json();
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError(path + ": " + answer.body());
            }
            Deal.pause();
        }
    }

    private Answer get(String path) {
        return outside.send(HttpRequest.newBuilder(URI.create(outside.portal().url() + path))
                .GET());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

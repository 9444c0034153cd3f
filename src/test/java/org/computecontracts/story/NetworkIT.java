package org.computecontracts.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.computecontracts.testing.ForeignPds;
import org.junit.jupiter.api.Test;

/** The portal hears its own PDS and somebody else's, live. */
class NetworkIT {
    private static final String KEY = "com.fedproxy.sshPublicKey";
    private static final Duration LIVE = Duration.ofSeconds(5);
    private static final Duration STARTING = Duration.ofSeconds(60);

    private final Outside outside = new Outside();
    private final Person alice = Person.signedUp(outside, "nell-" + Long.toString(System.nanoTime(), 36) + ".test");

    @Test
    void hearsItsOwnServerAsSoonAsItSpeaks() {
        listens(outside.portal().url().toString());

        var ref = alice.writes(KEY, key("one"));

        var seen = known(ref.path("uri").asText(), LIVE);
        assertThat(seen.path("counts").asBoolean()).isTrue();
        assertThat(seen.path("cid").asText()).isEqualTo(ref.path("cid").asText());
        believed(alice.did());
    }

    @Test
    void hearsSomebodyElsesServerThatAsksToBeRead() {
        try (var other = ForeignPds.beside(outside.portal())) {
            var handle = "olga-" + Long.toString(System.nanoTime(), 36) + ".test";
            var did = other.signUp(handle, "correct horse");
            var before = create(other, handle, did, "before it asked");
            Person.post(
                            outside,
                            "",
                            "/xrpc/com.atproto.sync.requestCrawl",
                            Answer.object().put("hostname", other.url().getAuthority()),
                            Person.key())
                    .orFail();
            known(before, STARTING);
            listens(other.url().toString());

            var after = create(other, handle, did, "after");
            known(after, LIVE);
            var rkey = after.substring(after.lastIndexOf('/') + 1);
            other.as(
                    handle,
                    "correct horse",
                    "com.atproto.repo.deleteRecord",
                    Map.of("repo", did, "collection", KEY, "rkey", rkey));

            until(LIVE, "deleted", () -> {
                var seen = look(after);
                return seen.path("counts").asBoolean() ? null : seen;
            });
            assertThat(look(after).path("value").isMissingNode()
                            || look(after).path("value").isNull())
                    .isTrue();
            believed(did);

            outside.portal().kill();
            var meanwhile = create(other, handle, did, "while we were away");
            outside.portal().restart();
            outside.reconnect();
            known(meanwhile, STARTING);
            believed(did);
        }
    }

    private static String create(ForeignPds other, String handle, String did, String text) {
        var record =
                Map.of("repo", did, "collection", KEY, "record", Map.of("$type", KEY, "service", text, "key", "k"));
        return other.as(handle, "correct horse", "com.atproto.repo.createRecord", record)
                .path("uri")
                .asText();
    }

    private static JsonNode key(String text) {
        return Answer.object().put("$type", KEY).put("service", text).put("key", "ssh-ed25519 AAAA");
    }

    private void listens(String url) {
        until(
                STARTING,
                url + " is listened to",
                () -> StreamSupport.stream(alice.get("/api/network").orFail().spliterator(), false)
                        .filter(host -> host.path("url").asText().equals(url))
                        .filter(host -> host.path("state").asText().equals("CONNECTED"))
                        .findFirst()
                        .orElse(null));
    }

    private JsonNode known(String uri, Duration patience) {
        return until(patience, uri + " is known", () -> {
            var seen = look(uri);
            return seen.path("counts").asBoolean() ? seen : null;
        });
    }

    private JsonNode look(String uri) {
        return alice.get("/api/network/record?uri=" + URLEncoder.encode(uri, StandardCharsets.UTF_8))
                .json();
    }

    /** A repository may be in doubt for a moment, until it has been read whole. */
    private void believed(String did) {
        until(LIVE, did + " is in no doubt", () -> {
            var doubts = alice.get("/api/network/desynchronised").orFail();
            return StreamSupport.stream(doubts.spliterator(), false)
                            .anyMatch(repo -> repo.path("did").asText().equals(did))
                    ? null
                    : doubts;
        });
    }

    private JsonNode until(Duration patience, String what, Supplier<JsonNode> look) {
        var end = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < end) {
            var found = look.get();
            if (found != null) {
                return found;
            }
        }
        throw new AssertionError("Not within " + patience + ": " + what + " in "
                + alice.get("/api/network").body());
    }
}

package org.computecontracts.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.computecontracts.atproto.AtprotoSettings;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.http.HttpRequest;
import org.computecontracts.kernel.http.SafeHttp;
import org.computecontracts.network.host.FollowReason;
import org.computecontracts.network.host.HostKind;
import org.computecontracts.network.host.HostState;
import org.computecontracts.network.host.PollTurn;
import org.computecontracts.pds.OtherNetwork;
import org.computecontracts.testing.Database;
import org.junit.jupiter.api.Test;

/** Reads what is on the reference PDS, which answers as most of the network does. */
class ReferencePdsIT {
    private static final String KEY = "com.fedproxy.sshPublicKey";
    private static final int POSTS = 1200;
    private static final int OURS = 25;
    private final Database database = Database.fresh();
    private final Clock clock = Clock.systemUTC();
    private final SafeHttp http = SafeHttp.with(true, Path.of("target"));

    @Test
    void aRepositoryTooLongToBeTakenWholeIsReadByItsTree() throws Exception {
        try (var other = OtherNetwork.start();
                var portal = portal(other)) {
            var session = signedUp(other.pds());
            var did = new Did(session.path("did").asText());
            fill(other.pds(), session, "app.bsky.feed.post", POSTS);
            fill(other.pds(), session, KEY, OURS);
            portal.settings.maxRepository = 60_000;
            portal.followed.follow(other.pds(), HostKind.PDS, FollowReason.SETTING, "test");
            portal.polls.poll(new PollTurn(other.pds(), HostKind.PDS, HostState.WAITING));

            portal.resyncAll(clock);

            var whole = http.send(HttpRequest.get(other.pds().resolve("/xrpc/com.atproto.sync.getRepo?did=" + did)))
                    .orFail();
            assertThat(whole.body()).hasSizeGreaterThan(2 * portal.settings.maxRepository);
            assertThat(portal.network.repo(did).orElseThrow().desynchronisedBy())
                    .isEmpty();
            assertThat(portal.network.page(RecordFilter.by(did), null, 500).records())
                    .hasSize(OURS)
                    .allSatisfy(record -> assertThat(record.counts()).isTrue());
        }
    }

    private NetworkUnderTest portal(OtherNetwork other) {
        var identities = Identities.with(http, AtprotoSettings.with(other.plc(), List.of(other.pds())), clock);
        return new NetworkUnderTest(database, http, identities, clock);
    }

    private ObjectNode signedUp(URI pds) {
        return call(
                pds,
                "",
                "com.atproto.server.createAccount",
                Json.object()
                        .put("handle", "laura.test")
                        .put("email", "laura@example.test")
                        .put("password", "correct horse"));
    }

    private void fill(URI pds, ObjectNode session, String collection, int count) {
        for (var done = 0; done < count; ) {
            var body = Json.object().put("repo", session.path("did").asText());
            var writes = body.putArray("writes");
            for (; done < count && writes.size() < 200; done++) {
                var write = writes.addObject()
                        .put("$type", "com.atproto.repo.applyWrites#create")
                        .put("collection", collection);
                write.set("value", value(collection, done));
            }
            call(pds, session.path("accessJwt").asText(), "com.atproto.repo.applyWrites", body);
        }
    }

    private ObjectNode value(String collection, int number) {
        return Json.MAPPER.valueToTree(Map.of(
                "$type",
                collection,
                "text",
                "number " + number,
                "createdAt",
                clock.instant().toString()));
    }

    private ObjectNode call(URI pds, String token, String method, ObjectNode body) {
        var request = HttpRequest.postJson(pds.resolve("/xrpc/" + method), body);
        return http.send(token.isEmpty() ? request : request.bearer(token))
                .orFail()
                .json();
    }
}

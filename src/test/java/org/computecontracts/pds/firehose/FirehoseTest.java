package org.computecontracts.pds.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.computecontracts.testing.Injection.configure;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.DagCbor;
import org.computecontracts.atproto.repo.CarReader;
import org.computecontracts.atproto.repo.Mst;
import org.computecontracts.atproto.repo.RepoCommit;
import org.computecontracts.kernel.Json;
import org.computecontracts.pds.PdsSettings;
import org.computecontracts.pds.PdsUnderTest;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirehoseTest {
    private static final Database DATABASE = Database.fresh();
    private static final String NOTE = "com.example.note";
    private final MovingClock clock = new MovingClock();
    private final PdsUnderTest pds = new PdsUnderTest(DATABASE, clock);
    private final Firehose firehose = pds.get(Firehose.class);
    private final Received received = new Received();
    private PdsUnderTest.Login alice = new PdsUnderTest.Login(Json.object());

    @BeforeEach
    void aliceHasAnAccount() {
        DATABASE.clear();
        alice = pds.signUp("alice.test");
    }

    @Test
    void tellsANewAccountInFourFrames() throws IOException {
        firehose.subscribe(received, "192.0.2.1", Optional.of(0L));

        assertThat(received.types()).containsExactly("#identity", "#account", "#commit", "#sync");
        assertThat(received.numbers()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(received.bodies)
                .allSatisfy(body -> assertThat(
                                body.path("did").asText(body.path("repo").asText()))
                        .isEqualTo(alice.did().value()));
        assertThat(received.bodies.getFirst().path("handle").asText()).isEqualTo("alice.test");
        assertThat(received.bodies.get(2).path("since").isNull()).isTrue();
        var sync = CarReader.read(blocks(received.bodies.get(3)));
        assertThat(RepoCommit.of(sync.block(sync.roots().getFirst())).did()).isEqualTo(alice.did());
    }

    @Test
    void withoutACursorTellsOnlyWhatHappensNext() throws IOException {
        firehose.subscribe(received, "192.0.2.1", Optional.empty());
        assertThat(received.bodies).isEmpty();

        write("createRecord", "a", "one");

        assertThat(received.types()).containsExactly("#commit");
        assertThat(received.numbers()).containsExactly(5L);
    }

    /** As a relay checks it: undo the operations on the blocks of the frame alone, and find the root before. */
    @Test
    void eachCommitCanBeUndoneFromItsOwnBlocks() throws IOException {
        firehose.subscribe(received, "192.0.2.1", Optional.of(4L));
        for (var i = 0; i < 40; i++) {
            write("createRecord", "k" + i, "note " + i);
        }
        for (var i = 0; i < 40; i += 3) {
            write("putRecord", "k" + i, "changed " + i);
            write("deleteRecord", "k" + (i + 1), "");
        }

        var data = new ArrayList<Cid>();
        var revs = new ArrayList<String>();
        for (var body : received.bodies) {
            var car = CarReader.read(blocks(body));
            var commit = RepoCommit.of(car.block(link(body, "commit")));
            if (!data.isEmpty()) {
                assertThat(link(body, "prevData")).isEqualTo(data.getLast());
                assertThat(body.path("since").asText()).isEqualTo(revs.getLast());
            }
            var tree = Mst.open(commit.data(), car::block);
            for (var op : body.path("ops")) {
                undo(tree, op);
            }
            assertThat(tree.root()).isEqualTo(link(body, "prevData"));
            data.add(commit.data());
            revs.add(commit.rev().value());
        }
        assertThat(data).hasSizeGreaterThan(60);
        assertThat(revs).isSorted();
    }

    private static void undo(Mst tree, JsonNode op) {
        var path = op.path("path").asText();
        switch (op.path("action").asText()) {
            case "create" -> assertThat(tree.delete(path)).isTrue();
            case "update", "delete" -> tree.put(path, link(op, "prev"));
            default -> throw new AssertionError("Unknown action: " + op);
        }
    }

    /** Commits overtake each other; readers must not notice. */
    @Test
    void waitsForANumberThatIsStillOnItsWay() throws IOException {
        firehose.subscribe(received, "192.0.2.1", Optional.empty());

        DATABASE.inTransaction(em -> {
            pds.get(EventStore.class).append(alice.did(), Frame.account(alice.did(), true, ""), clock.instant());
            inAnotherThread(() -> write("createRecord", "a", "one"));
            assertThat(received.bodies).isEmpty();
            return "";
        });
        firehose.wakeAll();

        assertThat(received.types()).containsExactly("#account", "#commit");
        assertThat(received.numbers()).containsExactly(5L, 6L);
    }

    @Test
    void goesOnBehindANumberThatNeverComes() throws IOException {
        firehose.subscribe(received, "192.0.2.1", Optional.empty());

        assertThatThrownBy(() -> DATABASE.inTransaction(em -> {
                    pds.get(EventStore.class)
                            .append(alice.did(), Frame.account(alice.did(), true, ""), clock.instant());
                    inAnotherThread(() -> write("createRecord", "a", "one"));
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");
        firehose.wakeAll();

        assertThat(received.numbers()).containsExactly(6L);
        var later = new Received();
        firehose.subscribe(later, "192.0.2.1", Optional.empty());
        assertThat(later.numbers()).as("what may have come meanwhile").containsExactly(6L);
    }

    private static void inAnotherThread(Runnable work) {
        CompletableFuture.runAsync(work).join();
    }

    @Test
    void tellsAReaderThatItIsTooSlow() throws IOException {
        var subscription =
                firehose.subscribe(received, "192.0.2.1", Optional.of(4L)).orElseThrow();
        DATABASE.inTransaction(
                em -> em.createNativeQuery("select nextval('pds_event_seq')").getSingleResult());
        pds.get(EventStore.class).forgetBefore(clock.instant().plusSeconds(1));

        write("createRecord", "a", "one");

        assertThat(subscription.isOpen()).isFalse();
        assertThat(received.bodies.getLast().path("error").asText()).isEqualTo("ConsumerTooSlow");
        assertThat(received.closed).isEqualTo("ConsumerTooSlow");
    }

    @Test
    void goesOnFromACursor() throws IOException {
        write("createRecord", "a", "one");
        write("createRecord", "b", "two");

        firehose.subscribe(received, "192.0.2.1", Optional.of(5L));

        assertThat(received.numbers()).containsExactly(6L);
    }

    @Test
    void refusesACursorInTheFuture() throws IOException {
        assertThat(firehose.subscribe(received, "192.0.2.1", Optional.of(5L))).isEmpty();

        assertThat(received.headers.getFirst().path("op").asInt()).isEqualTo(-1);
        assertThat(received.bodies.getFirst().path("error").asText()).isEqualTo("FutureCursor");
        assertThat(received.closed).isEqualTo("FutureCursor");
    }

    /** As a signed number of 64 bits it would be below zero, and all of the past would be sent. */
    @ParameterizedTest
    @ValueSource(
            strings = {"9223372036854775807", "9223372036854775808", "18446744073709551615", "99999999999999999999"})
    void noNumberIsTooLargeForTheFuture(String cursor) throws IOException {
        firehose.subscribe(received, "192.0.2.1", Optional.of(Firehose.cursor(cursor)));

        assertThat(received.closed).isEqualTo("FutureCursor");
        assertThat(received.bodies).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "last", "1 "})
    void aCursorIsANumber(String cursor) {
        assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> Firehose.cursor(cursor));
        assertThat(Firehose.cursor("0")).isZero();
        assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> Firehose.cursor("1".repeat(101)));
    }

    @Test
    void saysWhenTheCursorIsTooOld() throws IOException {
        clock.pass(Duration.ofDays(4));
        pds.get(EventStore.class).forgetBefore(clock.instant().minus(Duration.ofDays(3)));
        alice = new PdsUnderTest.Login(
                pds.procedure("com.atproto.server.refreshSession", alice.refresh(), Json.object()));
        write("createRecord", "a", "one");

        firehose.subscribe(received, "192.0.2.1", Optional.of(2L));

        assertThat(received.types()).containsExactly("#info", "#commit");
        assertThat(received.bodies.getFirst().path("name").asText()).isEqualTo("OutdatedCursor");
        assertThat(received.numbers().getLast()).isEqualTo(5L);
    }

    @Test
    void letsAReaderGoThatTakesNothing() throws IOException {
        received.broken = true;
        var subscription =
                firehose.subscribe(received, "192.0.2.1", Optional.of(0L)).orElseThrow();

        assertThat(subscription.isOpen()).isFalse();
        assertThat(received.closed).isEqualTo("ConsumerTooSlow");
    }

    @Test
    void oneAddressDoesNotTakeAllThePlaces() throws IOException {
        configure(pds.get(PdsSettings.class), "cc.pds.max-subscribers-per-address", 1);
        firehose.subscribe(new Received(), "192.0.2.1", Optional.empty());

        assertThat(firehose.subscribe(received, "192.0.2.1", Optional.empty())).isEmpty();
        assertThat(received.closed).isEqualTo("TooManySubscribers");
        assertThat(firehose.subscribe(new Received(), "192.0.2.2", Optional.empty()))
                .isPresent();
    }

    @Test
    void takesNoMoreReadersThanAllowed() throws IOException {
        configure(pds.get(PdsSettings.class), "cc.pds.max-subscribers", 1);
        firehose.subscribe(new Received(), "192.0.2.1", Optional.empty());

        assertThat(firehose.subscribe(received, "192.0.2.1", Optional.empty())).isEmpty();
        assertThat(received.closed).isEqualTo("TooManySubscribers");
    }

    private void write(String method, String rkey, String text) {
        var input = Json.object()
                .put("repo", alice.did().value())
                .put("collection", NOTE)
                .put("rkey", rkey);
        input.putObject("record").put("text", text);
        pds.procedure("com.atproto.repo." + method, alice.access(), input);
    }

    private static byte[] blocks(JsonNode body) {
        return Base64.getDecoder().decode(body.path("blocks").path("$bytes").asText());
    }

    private static Cid link(JsonNode json, String field) {
        return new Cid(json.path(field).path("$link").asText());
    }

    /** A connection that remembers what it was sent. */
    private static final class Received implements FrameSink {
        final List<JsonNode> headers = new ArrayList<>();
        final List<JsonNode> bodies = new ArrayList<>();
        String closed = "";
        boolean broken;

        @Override
        public void send(byte[] frame) throws IOException {
            if (broken) {
                throw new IOException("no answer");
            }
            var header = headerLength(frame);
            headers.add(DagCbor.decode(Arrays.copyOf(frame, header)));
            bodies.add(DagCbor.decode(Arrays.copyOfRange(frame, header, frame.length)));
        }

        /** Headers are {@code {op, t}} with one short text, or {@code {op}}. */
        private static int headerLength(byte[] frame) {
            for (var length = 1; length < frame.length; length++) {
                try {
                    DagCbor.decode(Arrays.copyOf(frame, length));
                    return length;
                } catch (RuntimeException e) {
                    continue;
                }
            }
            throw new AssertionError("No header");
        }

        @Override
        public void ping() {}

        @Override
        public void close(String reason) {
            closed = reason;
        }

        List<String> types() {
            return headers.stream().map(header -> header.path("t").asText()).toList();
        }

        List<Long> numbers() {
            return bodies.stream().map(body -> body.path("seq").asLong()).toList();
        }
    }
}

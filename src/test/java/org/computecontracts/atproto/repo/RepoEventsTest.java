package org.computecontracts.atproto.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.computecontracts.atproto.AtprotoProblem;
import org.computecontracts.atproto.DagCbor;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.atproto.repo.RepoEvent.AccountChanged;
import org.computecontracts.atproto.repo.RepoEvent.CommitMade;
import org.computecontracts.atproto.repo.RepoEvent.Failure;
import org.computecontracts.atproto.repo.RepoEvent.IdentityChanged;
import org.computecontracts.atproto.repo.RepoEvent.Info;
import org.computecontracts.atproto.repo.RepoEvent.Numbered;
import org.computecontracts.atproto.repo.RepoEvent.Unknown;
import org.computecontracts.atproto.repo.RepoEvent.Unreadable;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.testing.SignedRepo;
import org.computecontracts.testing.SignedRepo.Write;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RepoEventsTest {
    private static final int FUZZED = 20_000;
    private final SignedRepo repo =
            new SignedRepo(new Did("did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"), SigningKey.generate(SigningKey.Curve.P256));

    @Test
    void readsEveryKind() {
        var commit = (CommitMade) read("#commit", repo.commit(7, Write.put("com.example.note/a", "one")));

        assertThat(commit.seq()).isEqualTo(7);
        assertThat(commit.ops()).singleElement().extracting(CommitOp::action).isEqualTo(CommitOp.Action.CREATE);
        assertThat(read("#identity", repo.identity(8))).isInstanceOf(IdentityChanged.class);
        assertThat(read("#account", repo.account(9, false, "takendown")))
                .isInstanceOfSatisfying(
                        AccountChanged.class,
                        event -> assertThat(event.status()).isEqualTo("takendown"));
        assertThat(read("#info", Json.object().put("name", "OutdatedCursor"))).isInstanceOf(Info.class);
        assertThat(read("#novelty", Json.object())).isEqualTo(new Unknown("#novelty"));
        assertThat(RepoEvents.read(SignedRepo.error("FutureCursor"))).isEqualTo(new Failure("FutureCursor", ""));
    }

    @Test
    void refusesAFrameCutAnywhereOrWithMoreBehindIt() {
        var frame = SignedRepo.frame("#commit", repo.commit(1, Write.put("com.example.note/a", "one")));

        for (var length = 0; length < frame.length; length++) {
            refused(Arrays.copyOf(frame, length));
        }
        refused(Arrays.copyOf(frame, frame.length + 1));
    }

    @Test
    void refusesWhatIsMissingOrOfAnotherKind() {
        var body = repo.commit(1, Write.put("com.example.note/a", "one"));
        refused(SignedRepo.frame("#commit", without(body, "repo")));
        refused(SignedRepo.frame("#commit", body.deepCopy().put("repo", true)));
        refused(SignedRepo.frame(Json.object().put("op", 2), body));
        refused(SignedRepo.frame(Json.object(), body));
    }

    @Test
    void ofWhatItCannotReadItSaysWhomItIsAbout() {
        var body = repo.commit(1, Write.put("com.example.note/a", "one"));
        for (var field : List.of("rev", "commit", "blocks", "ops")) {
            unreadable(1, without(body, field));
            unreadable(1, body.deepCopy().put(field, true));
        }
        unreadable(-1, without(body, "seq"));
        unreadable(-1, body.deepCopy().put("seq", -7));
        assertThat(read("#account", repo.account(3, true, "").put("active", "yes")))
                .isInstanceOfSatisfying(
                        Unreadable.class, event -> assertThat(event.did()).isEqualTo(repo.did));
    }

    private void unreadable(long seq, ObjectNode commit) {
        assertThat(read("#commit", commit)).isInstanceOfSatisfying(Unreadable.class, event -> {
            assertThat(event.seq()).isEqualTo(seq);
            assertThat(event.did()).isEqualTo(repo.did);
            assertThat(event.reason()).isNotBlank();
        });
    }

    private static ObjectNode without(ObjectNode body, String field) {
        var less = body.deepCopy();
        less.remove(field);
        return less;
    }

    @Test
    void aTimeIsReadAsFarAsItCanBe() {
        var exact = Instant.parse("2026-11-22T22:00:00.123456789Z");

        assertThat(time("2026-11-22T22:00:00.123456789Z")).isEqualTo(exact);
        assertThat(time("2026-11-22T22:00:00.1234567890Z")).isEqualTo(exact);
        assertThat(time("2026-11-23T00:00:00.12345678912345678912+02:00")).isEqualTo(exact);
        for (var odd : List.of("", "yesterday", "2026-11-22", "+99999999-01-01T00:00:00Z")) {
            assertThat(time(odd)).isNull();
        }
    }

    private @Nullable Instant time(String text) {
        return ((Numbered) read("#identity", repo.identity(1).put("time", text))).time();
    }

    @Test
    void refusesTooManyOperationsAndTooManyValues() {
        var body = repo.commit(1, Write.put("com.example.note/a", "one"));
        var op = body.withArray("ops").get(0);
        for (var i = 0; i < 200; i++) {
            body.withArray("ops").add(op.deepCopy());
        }
        var bomb = new byte[(1 << 20) + 100];
        Arrays.fill(bomb, (byte) 0x80);
        bomb[0] = (byte) 0x9a;
        bomb[1] = 0;
        bomb[2] = 0x10;
        bomb[3] = 0;
        bomb[4] = 90;

        unreadable(1, body);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> DagCbor.decode(bomb))
                .withMessageContaining("too many values");
    }

    /** Whatever comes, it is read or refused: never another exception, and what is read as a value is written as it came. */
    @Test
    void nothingBreaksTheReaders() {
        var random = new Random(20261122);
        var repository = repo.commit(1, Write.put("com.example.note/a", "one"), Write.put("com.example.note/b", "two"));
        var seeds = List.of(
                SignedRepo.frame("#commit", repository),
                SignedRepo.frame("#account", repo.account(2, true, "")),
                repo.archive(),
                repo.proof("com.example.note/a"),
                DagCbor.encode(repository));
        for (var i = 0; i < FUZZED; i++) {
            var bytes = mutated(seeds.get(i % seeds.size()), random);
            try {
                RepoEvents.read(bytes);
            } catch (ProblemException e) {
                assertThat(e.type()).isEqualTo(AtprotoProblem.INVALID_EVENT);
            }
            try {
                CarReader.read(bytes);
            } catch (IllegalArgumentException | ProblemException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
            try {
                assertThat(DagCbor.encode(DagCbor.decode(bytes))).isEqualTo(bytes);
            } catch (ProblemException e) {
                assertThat(e.type()).isEqualTo(AtprotoProblem.INVALID_RECORD);
            }
            try {
                RepoSearch.of(repo.did, bytes, repo.key.verifyingKey(), List.of(""))
                        .proven();
            } catch (ProblemException e) {
                assertThat(e.type()).isIn(AtprotoProblem.BAD_PROOF, AtprotoProblem.BAD_SIGNATURE);
            }
        }
    }

    private static byte[] mutated(byte[] seed, Random random) {
        var bytes = seed.clone();
        for (var n = 1 + random.nextInt(4); n > 0; n--) {
            var at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, 1 + at);
                default -> bytes[at] = (byte) 0xff;
            }
        }
        return bytes;
    }

    private static RepoEvent read(String type, ObjectNode body) {
        return RepoEvents.read(SignedRepo.frame(type, body));
    }

    private static void refused(byte[] frame) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> RepoEvents.read(frame))
                .extracting(ProblemException::type)
                .isEqualTo(AtprotoProblem.INVALID_EVENT);
    }
}

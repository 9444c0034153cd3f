package org.computecontracts.atproto.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bouncycastle.util.BigIntegers;
import org.computecontracts.atproto.AtprotoProblem;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.DagCbor;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.atproto.Vectors;
import org.computecontracts.atproto.VerifyingKey;
import org.computecontracts.atproto.repo.RepoEvent.CommitMade;
import org.computecontracts.atproto.repo.RepoEvent.SyncMade;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.testing.SignedRepo;
import org.computecontracts.testing.SignedRepo.Write;
import org.junit.jupiter.api.Test;

class CommitProofTest {
    private static final String NOTE = "com.example.note/";
    private final SignedRepo repo =
            new SignedRepo(new Did("did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"), SigningKey.generate(SigningKey.Curve.K256));

    @Test
    void provesEveryKindOfWriteAndTheTreeBefore() {
        var random = new Random(5);
        for (var i = 1; i < 300; i++) {
            var before = repo.data();
            var known = repo.paths();
            var path = NOTE + random.nextInt(120);
            var write = known.contains(path) && random.nextBoolean() ? Write.delete(path) : Write.put(path, "v" + i);
            var proven = check(repo.commit(i, write, Write.put(NOTE + "x" + i, "more")));

            assertThat(proven.prevData()).isEqualTo(before);
            assertThat(proven.data()).isEqualTo(repo.data());
            assertThat(proven.rev()).isEqualTo(repo.rev());
            assertThat(proven.writes()).hasSize(2);
            assertThat(proven.writes().getLast().cbor()).isNotNull();
        }
    }

    @Test
    void refusesAnotherKeyAndAHighS() {
        var body = repo.commit(1, Write.put(NOTE + "a", "one"));

        refused(body, SigningKey.generate(SigningKey.Curve.K256).verifyingKey(), AtprotoProblem.BAD_SIGNATURE);
        refused(withSignature(body, highS(signature())), repo.key.verifyingKey(), AtprotoProblem.BAD_SIGNATURE);
        refused(withSignature(body, new byte[64]), repo.key.verifyingKey(), AtprotoProblem.BAD_SIGNATURE);
        refused(withSignature(body, new byte[3]), repo.key.verifyingKey(), AtprotoProblem.BAD_SIGNATURE);
    }

    @Test
    void refusesTheCommitOfAnotherRepository() {
        var body = repo.commit(1, Write.put(NOTE + "a", "one")).put("repo", "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb");

        refused(body, repo.key.verifyingKey(), AtprotoProblem.BAD_PROOF);
    }

    @Test
    void refusesWhatTheTreeDoesNotHold() {
        var body = repo.commit(1, Write.put(NOTE + "a", "one"));
        var lie = (ObjectNode) body.withArray("ops").get(0);
        lie.put("path", NOTE + "b");

        refused(body, repo.key.verifyingKey(), AtprotoProblem.BAD_PROOF);
    }

    @Test
    void refusesAnOperationLeftOut() {
        var body = repo.commit(1, Write.put(NOTE + "a", "one"), Write.put(NOTE + "b", "two"));
        body.withArray("ops").remove(0);

        refused(body, repo.key.verifyingKey(), AtprotoProblem.BAD_PROOF);
    }

    @Test
    void refusesAnOperationToldTwiceAndOneThatWasNotThere() {
        repo.commit(1, Write.put(NOTE + "a", "one"));
        var body = repo.commit(2, Write.put(NOTE + "b", "two"));
        var twice = body.deepCopy();
        twice.withArray("ops").add(body.withArray("ops").get(0).deepCopy());
        var other = body.deepCopy();
        other.withArray("ops").add(Json.object().put("action", "delete").put("path", NOTE + "zz"));

        refused(twice, repo.key.verifyingKey(), AtprotoProblem.BAD_PROOF);
        refused(other, repo.key.verifyingKey(), AtprotoProblem.BAD_PROOF);
    }

    @Test
    void refusesBlocksThatAreMissing() {
        for (var i = 1; i < 60; i++) {
            repo.commit(i, Write.put(NOTE + i, "x"));
        }
        var body = repo.commit(60, Write.delete(NOTE + "30"));
        var car = CarReader.read(blocks(body));
        for (var cid : car.blocks().keySet()) {
            var rest = new LinkedHashMap<>(car.blocks());
            rest.remove(cid);
            var less = body.deepCopy();
            SignedRepo.putBlocks(less, car.roots().getFirst(), rest);
            refused(less, repo.key.verifyingKey(), AtprotoProblem.BAD_PROOF);
        }
    }

    /** A graph of nodes where each names the next twice would take for ever to walk. */
    @Test
    void refusesNodesThatMakeNoTree() {
        var blocks = new LinkedHashMap<Cid, byte[]>();
        var cid = Cid.ofDagCbor(MstNode.EMPTY.block());
        blocks.put(cid, MstNode.EMPTY.block());
        for (var i = 0; i < 300; i++) {
            var node = new MstNode(cid, List.of(new MstEntry(NOTE + "k", cid, cid))).block();
            cid = Cid.ofDagCbor(node);
            blocks.put(cid, node);
        }
        var body = repo.commit(1, Write.put(NOTE + "a", "one"));
        var head = RepoCommit.signed(repo.did, cid, repo.rev(), repo.key);
        blocks.put(head.cid(), head.block());
        SignedRepo.putBlocks(body, head.cid(), blocks);
        body.putObject("commit").put("$link", head.cid().value());

        refused(body, repo.key.verifyingKey(), AtprotoProblem.BAD_PROOF);
        var archive = new Car(List.of(head.cid()), blocks).bytes();
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> RepoSearch.of(repo.did, archive, repo.key.verifyingKey(), List.of(""))
                        .proven())
                .extracting(ProblemException::type)
                .isEqualTo(AtprotoProblem.BAD_PROOF);
    }

    @Test
    void provesAHeadARecordAndAWholeRepository() {
        for (var i = 1; i < 80; i++) {
            repo.commit(i, Write.put(NOTE + i, "x" + i), Write.put("com.example.other/" + i, "y"));
        }
        var key = repo.key.verifyingKey();
        var sync = (SyncMade) RepoEvents.read(SignedRepo.frame("#sync", repo.sync(80)));

        assertThat(CommitProof.check(sync, key).data()).isEqualTo(repo.data());
        var one = CommitProof.ofRecord(repo.did, NOTE + "7", repo.proof(NOTE + "7"), key);
        assertThat(one.writes().getFirst().cid()).isEqualTo(repo.cid(NOTE + "7"));
        assertThat(one.writes().getFirst().cbor()).isNotNull();
        var none = CommitProof.ofRecord(repo.did, NOTE + "none", repo.proof(NOTE + "none"), key);
        assertThat(none.writes().getFirst().cid()).isNull();
        var all = RepoSearch.of(repo.did, repo.archive(), key, List.of("com.example.note"))
                .proven();
        assertThat(all.writes())
                .hasSize(79)
                .allSatisfy(write -> assertThat(write.path()).startsWith(NOTE));
    }

    @Test
    void aCommitThatIsTooBigProvesOnlyItsHead() {
        var body = repo.commit(1, Write.put(NOTE + "a", "one")).put("tooBig", true);

        var proven = check(body);

        assertThat(proven.writes()).isEmpty();
        assertThat(proven.prevData()).isNull();
    }

    @Test
    void readsWhatOthersPublishedAsProofs() {
        for (var vector : Vectors.json("firehose/commit-proof-fixtures.json")) {
            var leaf = new Cid(vector.get("leafValue").asText());
            var tree = Mst.empty();
            vector.get("keys").forEach(path -> tree.put(path.asText(), leaf));
            vector.get("adds").forEach(path -> tree.put(path.asText(), leaf));
            vector.get("dels").forEach(path -> tree.delete(path.asText()));
            var head = RepoCommit.signed(repo.did, tree.root(), repo.rev(), repo.key);
            var blocks = new LinkedHashMap<Cid, byte[]>(Map.of(head.cid(), head.block()));
            var all = new LinkedHashMap<String, byte[]>();
            for (var list : List.of("adds", "dels")) {
                vector.get(list)
                        .forEach(path -> tree.proof(path.asText()).forEach((cid, b) -> all.put(cid.value(), b)));
            }
            vector.get("blocksInProof").forEach(cid -> blocks.put(new Cid(cid.asText()), all.get(cid.asText())));
            var body = repo.sync(1).put("repo", repo.did.value());
            body.putObject("commit").put("$link", head.cid().value());
            body.putObject("prevData")
                    .put("$link", vector.get("rootBeforeCommit").asText());
            var ops = body.putArray("ops");
            vector.get("adds")
                    .forEach(path -> ops.addObject()
                            .put("action", "create")
                            .put("path", path.asText())
                            .putObject("cid")
                            .put("$link", leaf.value()));
            vector.get("dels")
                    .forEach(path -> ops.addObject()
                            .put("action", "delete")
                            .put("path", path.asText())
                            .putObject("prev")
                            .put("$link", leaf.value()));
            SignedRepo.putBlocks(body, head.cid(), blocks);

            assertThat(check(body).data().value())
                    .isEqualTo(vector.get("rootAfterCommit").asText());
        }
    }

    private ProvenCommit check(ObjectNode body) {
        return CommitProof.check(read(body), repo.key.verifyingKey());
    }

    private static CommitMade read(ObjectNode body) {
        return (CommitMade) RepoEvents.read(SignedRepo.frame("#commit", body));
    }

    private static void refused(ObjectNode body, VerifyingKey key, AtprotoProblem expected) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> CommitProof.check(read(body), key))
                .extracting(ProblemException::type)
                .isEqualTo(expected);
    }

    private static byte[] blocks(ObjectNode body) {
        return Base64.getDecoder().decode(body.path("blocks").path("$bytes").asText());
    }

    private byte[] signature() {
        return Base64.getDecoder()
                .decode(repo.head().json().path("sig").path("$bytes").asText());
    }

    private static byte[] highS(byte[] signature) {
        var order = SigningKey.Curve.K256.domain().getN();
        var s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
        var high = signature.clone();
        BigIntegers.asUnsignedByteArray(order.subtract(s), high, 32, 32);
        return high;
    }

    private static ObjectNode withSignature(ObjectNode body, byte[] signature) {
        var changed = body.deepCopy();
        var car = CarReader.read(blocks(body));
        var commit = RepoCommit.of(car.block(car.roots().getFirst())).json().deepCopy();
        commit.putObject("sig").put("$bytes", Base64.getEncoder().encodeToString(signature));
        var block = DagCbor.encode(commit);
        var blocks = new LinkedHashMap<>(car.blocks());
        blocks.put(Cid.ofDagCbor(block), block);
        SignedRepo.putBlocks(changed, Cid.ofDagCbor(block), blocks);
        changed.putObject("commit").put("$link", Cid.ofDagCbor(block).value());
        return changed;
    }
}

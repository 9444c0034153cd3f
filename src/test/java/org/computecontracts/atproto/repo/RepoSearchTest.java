package org.computecontracts.atproto.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.computecontracts.atproto.AtprotoProblem;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.testing.SignedRepo;
import org.computecontracts.testing.SignedRepo.Write;
import org.junit.jupiter.api.Test;

class RepoSearchTest {
    private static final List<String> NAMES = List.of(
            "a.b.c", "com.example.note", "com.example.notes", "com.example.other", "com.fedproxy.rbac", "zz.y.x");
    private final Random random = new Random(7);
    private final SignedRepo repo =
            new SignedRepo(new Did("did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"), SigningKey.generate(SigningKey.Curve.K256));

    @Test
    void findsAllThatBeginsSoAndOpensNothingElse() {
        for (var round = 0; round < 25; round++) {
            repo.commit(round, writes());
            var beginnings =
                    List.of(NAMES.get(random.nextInt(NAMES.size())), "com.example.note".substring(0, 4 + round % 12));
            var asked = new HashSet<Cid>();

            var proven = found(beginnings, asked);

            assertThat(proven.data()).isEqualTo(repo.data());
            assertThat(proven.writes())
                    .extracting(ProvenWrite::path)
                    .containsExactlyElementsOf(repo.paths().stream()
                            .filter(path -> beginnings.stream().anyMatch(path::startsWith))
                            .toList());
            assertThat(proven.writes())
                    .allSatisfy(write -> assertThat(write.cid()).isEqualTo(repo.cid(write.path())));
            assertThat(asked).hasSizeLessThanOrEqualTo(proven.writes().size() * 2 + 60);
        }
    }

    private Write[] writes() {
        var writes = new LinkedHashMap<String, Write>();
        var there = new HashSet<>(repo.paths());
        for (var i = 0; i < 60; i++) {
            var path = NAMES.get(random.nextInt(NAMES.size())) + "/" + random.nextInt(500);
            var isDeletion = there.contains(path) && random.nextBoolean();
            writes.put(path, isDeletion ? Write.delete(path) : Write.put(path, "v" + i));
        }
        return writes.values().toArray(Write[]::new);
    }

    private ProvenCommit found(List<String> beginnings, Set<Cid> asked) {
        var head = repo.head();
        var alone = new LinkedHashMap<Cid, byte[]>();
        alone.put(head.cid(), head.block());
        var search = RepoSearch.of(
                repo.did, new Car(List.of(head.cid()), alone).bytes(), repo.key.verifyingKey(), beginnings);
        for (var missing = search.missing(); !missing.isEmpty(); missing = search.missing()) {
            assertThat(missing).noneMatch(asked::contains);
            asked.addAll(missing);
            search.add(repo.blocks(missing));
        }
        return search.proven();
    }

    @Test
    void provesNothingWhileABlockIsMissing() {
        repo.commit(1, writes());
        var search = RepoSearch.of(repo.did, repo.proof("a.b.c/none"), repo.key.verifyingKey(), List.of("com."));

        assertThat(search.missing()).isNotEmpty();
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(search::proven)
                .extracting(ProblemException::type)
                .isEqualTo(AtprotoProblem.BAD_PROOF);
    }

    @Test
    void refusesATreeThatLeavesALevelOut() {
        var value = Cid.ofDagCbor(MstNode.EMPTY.block());
        var below = new MstNode(null, List.of(new MstEntry(key("com.example.note/", 0), value, null)));
        var above = new MstNode(null, List.of(new MstEntry(key("a.b.c/", 2), value, Cid.ofDagCbor(below.block()))));
        var head = RepoCommit.signed(repo.did, Cid.ofDagCbor(above.block()), repo.rev(), repo.key);
        var blocks = new LinkedHashMap<Cid, byte[]>();
        blocks.put(head.cid(), head.block());
        blocks.put(Cid.ofDagCbor(above.block()), above.block());
        blocks.put(Cid.ofDagCbor(below.block()), below.block());
        var archive = new Car(List.of(head.cid()), blocks).bytes();
        var search = RepoSearch.of(repo.did, archive, repo.key.verifyingKey(), List.of("com."));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(search::missing)
                .extracting(ProblemException::type)
                .isEqualTo(AtprotoProblem.BAD_PROOF);
    }

    private static String key(String beginning, int height) {
        var number = 0;
        while (MstKey.height(beginning + number) != height) {
            number++;
        }
        return beginning + number;
    }
}

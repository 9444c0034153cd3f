package org.computecontracts.atproto.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.DagCbor;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.atproto.SigningKey.Curve;
import org.computecontracts.atproto.Tid;
import org.junit.jupiter.api.Test;

class RepoCommitTest {
    private static final Did ALICE = new Did("did:plc:alice");
    private final SigningKey key = SigningKey.generate(Curve.K256);
    private final Mst tree = Mst.empty();
    private final RepoCommit commit = RepoCommit.signed(ALICE, tree.root(), Tid.next(), key);

    @Test
    void comesBackAsItWasSigned() {
        var read = RepoCommit.of(commit.block());

        assertThat(read).isEqualTo(commit);
        assertThat(read.cid()).isEqualTo(commit.cid());
        assertThat(read.did()).isEqualTo(ALICE);
        assertThat(read.data()).isEqualTo(tree.root());
        assertThat(read.rev()).isEqualTo(commit.rev());
        assertThat(read.verify(key.verifyingKey())).isTrue();
    }

    @Test
    void refusesAnotherKeyAndAnotherContent() {
        assertThat(commit.verify(SigningKey.generate(Curve.K256).verifyingKey()))
                .isFalse();

        var forged = commit.json().deepCopy();
        forged.put("did", "did:plc:eve");

        assertThat(RepoCommit.of(DagCbor.encode(forged)).verify(key.verifyingKey()))
                .isFalse();
    }

    @Test
    void anArchiveComesBackAsItWasWritten() {
        var blocks = new LinkedHashMap<>(tree.changes().added());
        blocks.put(commit.cid(), commit.block());
        blocks.put(Cid.ofRaw(new byte[300]), new byte[300]);
        var archive = new Car(List.of(commit.cid()), blocks);

        var read = CarReader.read(archive.bytes());

        assertThat(read.roots()).containsExactly(commit.cid());
        assertThat(read.blocks().keySet()).containsExactlyElementsOf(blocks.keySet());
        assertThat(read.block(commit.cid())).isEqualTo(commit.block());
    }

    @Test
    void refusesAnArchiveThatWasTamperedWithOrCut() {
        var bytes = new Car(List.of(commit.cid()), Map.of(commit.cid(), commit.block())).bytes();
        var tampered = bytes.clone();
        tampered[bytes.length - 5] ^= 1;

        assertThatIllegalArgumentException().isThrownBy(() -> CarReader.read(tampered));
        assertThatIllegalArgumentException().isThrownBy(() -> CarReader.read(Arrays.copyOf(bytes, bytes.length - 5)));
        assertThatIllegalArgumentException().isThrownBy(() -> CarReader.read(new byte[0]));
        assertThatExceptionOfType(MissingBlockException.class)
                .isThrownBy(() -> CarReader.read(bytes).block(tree.root()));
    }
}

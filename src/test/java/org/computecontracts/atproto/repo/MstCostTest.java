package org.computecontracts.atproto.repo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.computecontracts.atproto.Cid;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one write costs in a tree of this size: blocks read and blocks written, whatever the number of records. */
class MstCostTest {
    private static final int WRITES = 100;
    private final Map<Cid, byte[]> blocks = new HashMap<>();
    private final Cid value = Cid.ofRaw(new byte[1]);
    private final Random random = new Random(7);
    private int reads;

    @ParameterizedTest
    @ValueSource(ints = {100, 10_000, 100_000})
    void aWriteCostsByTheDepthOfTheTree(int records) {
        var root = tree(records);
        var levels = Math.log(records) / Math.log(4);
        var most = 0;
        var sum = 0;
        for (var i = 0; i < WRITES; i++) {
            reads = 0;
            var key = key(random.nextInt(10 * records));
            var mst = Mst.open(root, this::read);
            if (!mst.delete(key)) {
                mst.put(key, value);
            }
            mst.proof(key);
            most = Math.max(most, reads);
            sum += reads;
            assertThat(mst.changes().added()).hasSizeLessThan((int) (3 * levels + 6));
        }

        assertThat((double) sum / WRITES).as("blocks read by one write").isLessThan(1.5 * levels + 3);
        assertThat(most).isLessThan((int) (3 * levels + 8));
    }

    private byte[] read(Cid cid) {
        reads++;
        return blocks.get(cid);
    }

    private static String key(int number) {
        return "com.example.note/" + String.format("%08d", number);
    }

    private Cid tree(int records) {
        var keys = new ArrayList<String>();
        for (var i = 0; i < records; i++) {
            keys.add(key(10 * i));
        }
        var top = keys.stream().mapToInt(MstKey::height).max().orElseThrow();
        var root = built(keys, top);
        assertThat(root).isNotNull();
        return root == null ? value : root;
    }

    /** Each node once, from the bottom: putting one key after the other would take longer than all else here. */
    private @Nullable Cid built(List<String> keys, int level) {
        if (keys.isEmpty()) {
            return null;
        }
        var entries = new ArrayList<MstEntry>();
        @Nullable Cid left = null;
        var start = 0;
        for (var i = 0; i <= keys.size(); i++) {
            if (i < keys.size() && MstKey.height(keys.get(i)) != level) {
                continue;
            }
            var below = built(keys.subList(start, i), level - 1);
            if (entries.isEmpty()) {
                left = below;
            } else {
                entries.add(entries.removeLast().withRight(below));
            }
            if (i < keys.size()) {
                entries.add(new MstEntry(keys.get(i), value, null));
            }
            start = i + 1;
        }
        var block = new MstNode(left, entries).block();
        var cid = Cid.ofDagCbor(block);
        blocks.put(cid, block);
        return cid;
    }
}

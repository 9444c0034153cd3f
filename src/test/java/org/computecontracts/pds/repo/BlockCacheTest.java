package org.computecontracts.pds.repo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.computecontracts.atproto.Cid;
import org.junit.jupiter.api.Test;

class BlockCacheTest {
    private static final int MEGABYTE = 1 << 20;

    private final BlockCache cache = new BlockCache();
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void keepsSoManyBytesHoweverLargeTheBlocks() {
        for (var i = 0; i < 100; i++) {
            cache.put(cid(i), new byte[MEGABYTE]);
        }

        for (var i = 0; i < 100; i++) {
            cache.get(cid(i), () -> {
                asked.incrementAndGet();
                return new byte[0];
            });
        }
        assertThat(asked).hasValueGreaterThanOrEqualTo(100 - 32);
    }

    @Test
    void asksOnceForWhatIsReadAgain() {
        for (var i = 0; i < 3; i++) {
            assertThat(cache.get(
                            cid(1),
                            () -> ByteBuffer.allocate(4)
                                    .putInt(asked.incrementAndGet())
                                    .array()))
                    .containsExactly(0, 0, 0, 1);
        }
    }

    private static Cid cid(int i) {
        return Cid.ofRaw(ByteBuffer.allocate(4).putInt(i).array());
    }
}

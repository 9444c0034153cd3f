package org.computecontracts.pds.firehose;

import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.computecontracts.atproto.DagCbor;

/** A frame in two pieces, around its number: that is known only when the rest is on its way into the database. */
public record FrameCut(byte[] head, byte[] tail) {
    /** Stands where the number will. */
    static final long PLACEHOLDER = 0x5e9_5e95_e95e_95e9L;

    private static final byte[] NUMBER = DagCbor.encode(LongNode.valueOf(PLACEHOLDER));
    private static final byte[] SEQ = DagCbor.encode(TextNode.valueOf("seq"));

    /** Of a frame that has the placeholder for its number. */
    static FrameCut of(byte[] frame) {
        var place = place(frame);
        return new FrameCut(
                Arrays.copyOf(frame, place), Arrays.copyOfRange(frame, place + NUMBER.length, frame.length));
    }

    /** Behind its key, which is the only one of its kind: map keys come before anything a record could imitate them with. */
    private static int place(byte[] bytes) {
        for (var i = SEQ.length; i + NUMBER.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i - SEQ.length, i, SEQ, 0, SEQ.length)
                    && Arrays.equals(bytes, i, i + NUMBER.length, NUMBER, 0, NUMBER.length)) {
                return i;
            }
        }
        throw new IllegalStateException("A frame without a number");
    }

    byte[] numbered(long seq) {
        var number = DagCbor.encode(LongNode.valueOf(seq));
        return ByteBuffer.allocate(head.length + number.length + tail.length)
                .put(head)
                .put(number)
                .put(tail)
                .array();
    }
}

package org.computecontracts.pds;

import com.fasterxml.jackson.databind.node.LongNode;
import java.io.ByteArrayOutputStream;
import org.computecontracts.atproto.DagCbor;

/** A frame in two pieces, around its number: that is known only when the rest is on its way into the database. */
record FrameCut(byte[] head, byte[] tail) {
    byte[] numbered(long seq) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(head);
        out.writeBytes(DagCbor.encode(LongNode.valueOf(seq)));
        out.writeBytes(tail);
        return out.toByteArray();
    }
}

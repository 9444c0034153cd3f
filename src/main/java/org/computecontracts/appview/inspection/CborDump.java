package org.computecontracts.appview.inspection;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.computecontracts.atproto.Cid;

/** The bytes of a record, value by value, as far as a page can show them. The bytes are our own encoding: canonical, and as long as they say. */
final class CborDump {
    private static final int MOST_LINES = 400;
    private static final int MOST_BYTES = 20;
    private static final int MOST_TEXT = 60;
    private static final int LINK = 42;

    private final ByteBuffer in;
    private final List<CborLine> lines = new ArrayList<>();

    private CborDump(byte[] cbor) {
        in = ByteBuffer.wrap(cbor);
    }

    /** At most four hundred lines. */
    static List<CborLine> of(byte[] cbor) {
        var dump = new CborDump(cbor);
        dump.value(0);
        return List.copyOf(dump.lines);
    }

    private void value(int depth) {
        if (lines.size() >= MOST_LINES || !in.hasRemaining()) {
            return;
        }
        var start = in.position();
        var head = in.get() & 0xff;
        var argument = argument(head & 31);
        switch (head >> 5) {
            case 0 -> add(start, depth, Long.toUnsignedString(argument));
            case 1 -> add(start, depth, String.valueOf(-1 - argument));
            case 2 -> add(start, depth, take(argument).length + " bytes");
            case 3 -> add(start, depth, text(take(argument)));
            case 4 -> items(start, depth, "list of " + argument, argument);
            case 5 -> items(start, depth, "map of " + argument, argument * 2);
            case 6 -> tagged(start, depth, argument);
            default -> add(start, depth, simple(head & 31));
        }
    }

    private long argument(int info) {
        return switch (info) {
            case 24 -> in.get() & 0xff;
            case 25 -> in.getShort() & 0xffff;
            case 26 -> in.getInt() & 0xffffffffL;
            case 27 -> in.getLong();
            default -> info;
        };
    }

    private void items(int start, int depth, String meaning, long count) {
        add(start, depth, meaning);
        for (var i = 0L; i < count && lines.size() < MOST_LINES; i++) {
            value(depth + 1);
        }
    }

    /** A link is a tag before the bytes of a CID, with a zero in front. */
    private void tagged(int start, int depth, long tag) {
        if (tag != LINK) {
            add(start, depth, "tag " + tag);
            value(depth + 1);
            return;
        }
        var bytes = take(argument(in.get() & 31));
        var cid = ByteBuffer.wrap(bytes, 1, bytes.length - 1).slice();
        var link = new byte[cid.remaining()];
        cid.get(link);
        add(start, depth, "link " + Cid.ofBytes(link));
    }

    private byte[] take(long length) {
        var bytes = new byte[Math.toIntExact(length)];
        in.get(bytes);
        return bytes;
    }

    private static String text(byte[] utf8) {
        var text = new String(utf8, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "·");
        var shown = text.codePointCount(0, text.length()) > MOST_TEXT
                ? text.substring(0, text.offsetByCodePoints(0, MOST_TEXT)) + "…"
                : text;
        return "“" + shown + "”" + (shown.length() < text.length() ? ", " + utf8.length + " bytes" : "");
    }

    private static String simple(int info) {
        return switch (info) {
            case 20 -> "false";
            case 21 -> "true";
            case 22 -> "null";
            default -> "simple " + info;
        };
    }

    private void add(int start, int depth, String meaning) {
        var bytes = new byte[Math.min(MOST_BYTES, in.position() - start)];
        in.get(start, bytes);
        var cut = in.position() - start > MOST_BYTES;
        lines.add(new CborLine(start, depth, HexFormat.of().formatHex(bytes) + (cut ? "…" : ""), meaning));
    }
}

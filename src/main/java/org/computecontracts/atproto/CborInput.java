package org.computecontracts.atproto;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.computecontracts.kernel.ProblemException;

/** The bytes of DAG-CBOR and how far they are read: numbers in their shortest form, text that is UTF-8. */
final class CborInput {
    private final byte[] data;
    private int position;

    CborInput(byte[] data) {
        this.data = data;
    }

    boolean isAtEnd() {
        return position == data.length;
    }

    /** What the head of a value says besides its kind: its number, or its size. */
    long argument(int info) {
        if (info < 24) {
            return info;
        }
        if (info > 27) {
            throw refused("an indefinite or reserved length");
        }
        var size = 1 << (info - 24);
        var value = 0L;
        for (var i = 0; i < size; i++) {
            value = value << 8 | next();
        }
        if (value < 0) {
            throw refused("an integer of more than 64 bits");
        }
        if (size == 1 ? value < 24 : value >>> (4 * size) == 0) {
            throw refused("a number longer than it need be");
        }
        return value;
    }

    String text(long length) {
        return text(take(length));
    }

    static String text(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused("text that is not UTF-8").causedBy(e);
        }
    }

    byte[] take(long length) {
        if (length > data.length - position) {
            throw refused("an end in the middle of a value");
        }
        position += (int) length;
        return Arrays.copyOfRange(data, position - (int) length, position);
    }

    int next() {
        return take(1)[0] & 0xff;
    }

    static ProblemException refused(String what) {
        return AtprotoProblem.INVALID_RECORD.because("Not canonical DAG-CBOR: %s", what);
    }
}

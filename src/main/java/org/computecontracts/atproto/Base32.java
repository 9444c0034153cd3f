package org.computecontracts.atproto;

import java.util.Arrays;

/** RFC 4648 base32 in lower case without padding, as CIDs and did:plc identifiers are written. */
public final class Base32 {
    private static final String DIGITS = "abcdefghijklmnopqrstuvwxyz234567";

    private static final byte[] VALUES = new byte[128];

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (var i = 0; i < DIGITS.length(); i++) {
            VALUES[DIGITS.charAt(i)] = (byte) i;
        }
    }

    private Base32() {}

    public static String encode(byte[] data) {
        var text = new StringBuilder((data.length * 8 + 4) / 5);
        var buffer = 0;
        var bits = 0;
        for (var b : data) {
            buffer = (buffer << 8 | (b & 0xff)) & 0xfff;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(DIGITS.charAt(buffer >> bits & 31));
            }
        }
        if (bits > 0) {
            text.append(DIGITS.charAt(buffer << (5 - bits) & 31));
        }
        return text.toString();
    }

    /** Refuses foreign characters and leftover bits that are not zero. */
    public static byte[] decode(String text) {
        var out = new byte[text.length() * 5 / 8];
        var length = 0;
        var buffer = 0;
        var bits = 0;
        for (var i = 0; i < text.length(); i++) {
            var character = text.charAt(i);
            var digit = character < VALUES.length ? VALUES[character] : -1;
            if (digit < 0) {
                throw new IllegalArgumentException("Not base32");
            }
            buffer = (buffer << 5 | digit) & 0xfff;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                out[length++] = (byte) (buffer >> bits);
            }
        }
        if (bits >= 5 || (buffer & ((1 << bits) - 1)) != 0) {
            throw new IllegalArgumentException("Not base32: bits left over");
        }
        return out;
    }
}

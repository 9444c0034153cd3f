package org.computecontracts.atproto.repo;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Syntax;

/** Rules for the keys of a Merkle search tree: {@code collection/rkey} (AT Protocol, Repository, MST structure). */
final class MstKey {
    private static final Pattern SYNTAX = Pattern.compile("[a-zA-Z0-9_~.:-]+/[a-zA-Z0-9_~.:-]+");
    static final int MAX_LENGTH = 1024;
    private static final int BITS_PER_LEVEL = 2;

    private MstKey() {}

    static void require(String key) {
        Syntax.require(
                "tree key",
                key,
                key.length() <= MAX_LENGTH && SYNTAX.matcher(key).matches());
    }

    /** The level a key belongs to: leading zero bits of its hash, counted in pairs. */
    static int height(String key) {
        var zeros = 0;
        for (var b : Cid.sha256(key.getBytes(StandardCharsets.UTF_8))) {
            if (b != 0) {
                zeros += Integer.numberOfLeadingZeros(b & 0xff) - (Integer.SIZE - Byte.SIZE);
                break;
            }
            zeros += Byte.SIZE;
        }
        return zeros / BITS_PER_LEVEL;
    }

    static int commonPrefix(byte[] left, byte[] right) {
        var mismatch = Arrays.mismatch(left, right);
        return mismatch < 0 ? left.length : mismatch;
    }
}

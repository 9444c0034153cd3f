package org.computecontracts.atproto;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.computecontracts.kernel.data.TextValue;

/**
 * The hash of what something says: CIDv1, SHA-256, in base32; of DAG-CBOR for records, commits and tree nodes, of raw bytes
 * for blobs (AT Protocol, Data Model). No other form is in use, and none is taken.
 */
public record Cid(@JsonValue String value) implements TextValue {
    public static final int BYTES = 36;
    private static final byte[] DAG_CBOR = {0x01, 0x71, 0x12, 0x20};
    private static final byte[] RAW = {0x01, 0x55, 0x12, 0x20};

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Cid {
        Syntax.require("CID", value, isValid(value));
    }

    public static boolean isValid(String text) {
        if (text.length() != 59 || text.charAt(0) != 'b') {
            return false;
        }
        try {
            return isValid(Base32.decode(text.substring(1)));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether this names a blob. */
    public static boolean isRaw(String text) {
        return isValid(text) && startsWith(Base32.decode(text.substring(1)), RAW);
    }

    private static boolean isValid(byte[] bytes) {
        return bytes.length == BYTES && (startsWith(bytes, DAG_CBOR) || startsWith(bytes, RAW));
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    /** From its binary form of 36 bytes. */
    public static Cid ofBytes(byte[] bytes) {
        return new Cid("b" + Base32.encode(bytes));
    }

    /** Of a block that is DAG-CBOR already. */
    public static Cid ofDagCbor(byte[] cbor) {
        return hashed(DAG_CBOR, cbor);
    }

    /** Of a blob. */
    public static Cid ofRaw(byte[] data) {
        return hashed(RAW, data);
    }

    public static Cid ofRecord(JsonNode record) {
        return ofDagCbor(DagCbor.encode(record));
    }

    private static Cid hashed(byte[] prefix, byte[] data) {
        var bytes = new byte[BYTES];
        System.arraycopy(prefix, 0, bytes, 0, prefix.length);
        System.arraycopy(sha256(data), 0, bytes, prefix.length, BYTES - prefix.length);
        return ofBytes(bytes);
    }

    public static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** The binary form: 36 bytes. */
    public byte[] bytes() {
        return Base32.decode(value.substring(1));
    }

    @Override
    public String toString() {
        return value;
    }
}

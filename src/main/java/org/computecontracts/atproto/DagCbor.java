package org.computecontracts.atproto;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * DAG-CBOR, the one way a record is written as bytes (AT Protocol, Data Model): map keys by length, then bytewise; shortest
 * lengths; no floats; links as tag 42. In JSON a link is {@code {"$link": cid}} and bytes are {@code {"$bytes": base64}}.
 */
public final class DagCbor {
    private DagCbor() {}

    /** INVALID_RECORD when the JSON cannot be a record: a float, a malformed link, bytes or blob, a bad {@code $type}. */
    public static byte[] encode(JsonNode json) {
        return new CborWriter(true).encode(json);
    }

    /** With {@code $bytes} and {@code $link} left as the maps they are in JSON, as attestation CIDs are made. */
    public static byte[] encodeAsMaps(JsonNode json) {
        return new CborWriter(false).encode(json);
    }

    /** Reads exactly so many values, one after the other. */
    public static List<JsonNode> decode(byte[] cbor, int count) {
        return new CborReader(cbor).exactly(count);
    }

    /** Reads exactly one value; INVALID_RECORD for anything but the canonical form. */
    public static JsonNode decode(byte[] cbor) {
        return new CborReader(cbor).only();
    }
}

package org.computecontracts.atproto.xrpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.computecontracts.kernel.Json;

/**
 * What an XRPC method answers.
 *
 * @param contentType empty when there is no body
 */
public record XrpcReply(int status, String contentType, XrpcContent content, Map<String, String> headers) {
    private static final String JSON = "application/json; charset=utf-8";

    public XrpcReply {
        headers = Map.copyOf(headers);
    }

    public XrpcReply(int status, String contentType, byte[] body, Map<String, String> headers) {
        this(status, contentType, XrpcContent.of(body), headers);
    }

    public static XrpcReply json(JsonNode body) {
        return json(200, body);
    }

    public static XrpcReply json(int status, JsonNode body) {
        return new XrpcReply(status, JSON, Json.write(body).getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** 200 with no body, and no type: clients would try to read JSON. */
    public static XrpcReply empty() {
        return new XrpcReply(200, "", new byte[0], Map.of());
    }

    /** A CAR file (v1), as the sync methods answer. */
    public static XrpcReply car(byte[] car) {
        return car(XrpcContent.of(car));
    }

    /** A CAR file that may be too large to hold. */
    public static XrpcReply car(XrpcContent car) {
        return new XrpcReply(200, "application/vnd.ipld.car", car, Map.of());
    }

    /** All that it carries, for those who can hold it. */
    public byte[] body() {
        var out = new ByteArrayOutputStream();
        try {
            content.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    public XrpcReply header(String name, String value) {
        return with(Map.of(name, value));
    }

    public XrpcReply with(Map<String, String> more) {
        var all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new XrpcReply(status, contentType, content, all);
    }
}

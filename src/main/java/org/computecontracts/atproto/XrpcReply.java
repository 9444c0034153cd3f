package org.computecontracts.atproto;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.computecontracts.kernel.Json;

/** What an XRPC method answers. */
public record XrpcReply(int status, String contentType, byte[] body) {
    public static XrpcReply json(JsonNode body) {
        return json(200, body);
    }

    public static XrpcReply json(int status, JsonNode body) {
        return new XrpcReply(
                status, "application/json; charset=utf-8", Json.write(body).getBytes(StandardCharsets.UTF_8));
    }

    /** 200 with no body. */
    public static XrpcReply empty() {
        return new XrpcReply(200, "application/json; charset=utf-8", new byte[0]);
    }

    /** A CAR file (v1), as the sync methods answer. */
    public static XrpcReply car(byte[] car) {
        return new XrpcReply(200, "application/vnd.ipld.car", car);
    }
}

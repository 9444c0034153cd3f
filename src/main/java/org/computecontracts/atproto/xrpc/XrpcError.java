package org.computecontracts.atproto.xrpc;

import java.util.Map;

/** An XRPC error answer: status, error name and message (AT Protocol, HTTP API, error responses). */
public class XrpcError extends RuntimeException {
    private final int status;
    private final String error;
    private final transient Map<String, String> headers;

    public XrpcError(int status, String error, String message) {
        this(status, error, message, Map.of());
    }

    public XrpcError(int status, String error, String message, Map<String, String> headers) {
        super(message);
        this.status = status;
        this.error = error;
        this.headers = Map.copyOf(headers);
    }

    public static XrpcError invalidRequest(String message, Object... arguments) {
        return new XrpcError(400, "InvalidRequest", arguments.length == 0 ? message : message.formatted(arguments));
    }

    public int status() {
        return status;
    }

    public String error() {
        return error;
    }

    /** Response headers that go with it. */
    public Map<String, String> headers() {
        return headers;
    }
}

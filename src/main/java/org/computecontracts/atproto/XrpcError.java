package org.computecontracts.atproto;

/** An XRPC error answer: status, error name and message (AT Protocol, HTTP API, error responses). */
public class XrpcError extends RuntimeException {
    private final int status;
    private final String error;

    public XrpcError(int status, String error, String message) {
        super(message);
        this.status = status;
        this.error = error;
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
}

package org.computecontracts.ingress.proxy;

import io.netty.handler.codec.http.HttpHeaders;

/**
 * What an origin answers.
 *
 * @param keeps whether the origin means to go on with the connection (RFC 9112 section 9.3)
 */
record AnswerHead(int status, HttpHeaders headers, Framing framing, boolean keeps) implements Part {
    static final int SWITCHING_PROTOCOLS = 101;

    /** RFC 9110 section 15.2: more follows. */
    boolean isInterim() {
        return status < 200 && status != SWITCHING_PROTOCOLS;
    }

    boolean isEventStream() {
        var type = headers.get("content-type");
        return type != null && type.regionMatches(true, 0, "text/event-stream", 0, "text/event-stream".length());
    }

    /** RFC 9110 section 6.4.1. */
    static boolean mayHaveBody(int status) {
        return status >= 200 && status != 204 && status != 304;
    }
}

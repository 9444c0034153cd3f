package org.computecontracts.ingress.proxy;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.Set;

/**
 * What a visitor asks for, checked: it can be written down for an origin and will be read in the same way there.
 *
 * @param target origin-form or asterisk-form (RFC 9112 section 3.2), as it was sent
 * @param authority the host, with the port where one was named
 * @param isOld whether the visitor speaks HTTP/1.0
 */
record RequestHead(String method, String target, String authority, HttpHeaders headers, Framing framing, boolean isOld)
        implements Part {
    private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");
    private static final Set<String> WELL_KNOWN = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "POST", "PATCH");

    String host() {
        return Authority.host(authority);
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    boolean hasBody() {
        return !(framing instanceof Framing.None);
    }

    /** Whether doing it twice is doing it once (RFC 9110 section 9.2.2), and nothing of it is lost with the connection. */
    boolean isRepeatable() {
        return REPEATABLE.contains(method) && !hasBody();
    }

    /** Whether both sides certainly agree about where request and answer end. */
    boolean isWellKnown() {
        return WELL_KNOWN.contains(method);
    }

    /** Whether the visitor asks for HTML, as browsers do. */
    boolean isFromAPerson() {
        return headers.getAll("accept").stream().anyMatch(accept -> accept.contains("text/html"));
    }
}

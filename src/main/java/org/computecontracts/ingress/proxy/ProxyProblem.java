package org.computecontracts.ingress.proxy;

import org.computecontracts.kernel.ProblemType;

/** Every way in which a request ends here and not at an origin. */
public enum ProxyProblem implements ProblemType {
    MALFORMED_REQUEST(400, "Not a request that can be handed on"),
    NO_ROUTE(404, "Nothing has this name"),
    METHOD_REFUSED(405, "Method not handed on"),
    REQUEST_TOO_SLOW(408, "The request took too long"),
    TARGET_TOO_LONG(414, "The address is too long"),
    EXPECTATION_UNKNOWN(417, "Expectation not known"),
    HEADERS_TOO_LARGE(431, "The request's headers are too large"),
    CODING_UNKNOWN(501, "Method or transfer coding not known"),
    UNREACHABLE(502, "The service cannot be reached"),
    BROKEN_ANSWER(502, "The service gave no proper answer"),
    TUNNEL_DOWN(503, "The service is away"),
    TOO_BUSY(503, "Too many requests at once"),
    STARTING(503, "Not there yet"),
    NO_ANSWER(504, "The service took too long"),
    VERSION_UNKNOWN(505, "HTTP version not known");

    private final int status;
    private final String title;

    ProxyProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}

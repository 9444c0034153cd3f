package org.computecontracts.wif.proxy;

import org.computecontracts.kernel.ProblemType;

/** Every way the reverse proxy says no; the codes are those of the public reference, but for the last two. */
enum ProxyProblem implements ProblemType {
    UNAUTHENTICATED(401, "ProxyUnauthenticated"),
    TOKEN_NOT_VALID(401, "ProxyOIDCValidationFailed"),
    AUDIENCE_NOT_A_DID(400, "ProxyInvalidActx"),
    NO_SESSION(401, "ProxyNoATProtoSession"),
    SESSION_NOT_RESUMED(500, "ProxySessionResumeFailed"),
    DENIED(403, "ProxyRBACDenied"),
    INTERNAL(500, "ProxyInternalError"),
    UPSTREAM_UNREACHABLE(502, "ProxyUpstreamUnreachable"),
    BODY_TOO_LARGE(413, "ProxyBodyTooLarge"),
    RATE_LIMITED(429, "ProxyRateLimited");

    private final int status;
    private final String code;

    ProxyProblem(int status, String code) {
        this.status = status;
        this.code = code;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return code;
    }
}

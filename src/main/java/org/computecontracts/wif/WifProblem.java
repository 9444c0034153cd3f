package org.computecontracts.wif;

import org.computecontracts.kernel.ProblemType;

/** Every way the issuer says no. */
public enum WifProblem implements ProblemType {
    REQUEST_MALFORMED(400, "Malformed request"),
    ROLE_INVALID(400, "Role name refused"),
    TOKEN_REFUSED(401, "Token refused"),
    PROOF_REFUSED(403, "Proof refused"),
    EXCHANGE_REFUSED(403, "Exchange refused"),
    ISSUER_NOT_FOUND(404, "No such issuer"),
    SUBJECT_TAKEN(409, "Another right is for the same subject"),
    ENROLMENT_CLOSED(409, "Enrolment closed"),
    TOO_MANY_TOKENS(429, "Too many tokens"),
    HOST_KEY_UNKNOWN(503, "Host key not known yet");

    private final int status;
    private final String title;

    WifProblem(int status, String title) {
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

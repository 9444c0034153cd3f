package org.computecontracts.identity;

import org.computecontracts.kernel.ProblemType;

/** Every way a sign-up, a sign-in or a member is refused. */
public enum IdentityProblem implements ProblemType {
    HANDLE_TAKEN(409, "Handle already taken"),
    SIGN_UP_REFUSED(422, "The account cannot be created"),
    SIGN_IN_REFUSED(401, "Wrong handle or password"),
    TOO_MANY_ATTEMPTS(429, "Too many attempts"),
    SIGN_IN_AGAIN(409, "The account's session has ended"),
    SIGN_IN_ELSEWHERE(409, "This account signs in at its own server"),
    ACCOUNT_SERVER_SILENT(504, "The account's server does not answer"),
    SESSION_NOT_FOUND(404, "No such session"),
    TENANT_NOT_FOUND(404, "No such tenant"),
    MEMBER_NOT_FOUND(404, "No such member"),
    ALREADY_MEMBER(409, "Already a member"),
    INVITATION_NOT_FOUND(404, "No such invitation"),
    OWN_ACCOUNT_STAYS(409, "The tenant's own account stays its owner"),
    TOKEN_NOT_FOUND(404, "No such token"),
    TOKEN_REFUSED(401, "Token unknown or expired"),
    FOREIGN_ORIGIN(403, "Request from another site");

    private final int status;
    private final String title;

    IdentityProblem(int status, String title) {
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

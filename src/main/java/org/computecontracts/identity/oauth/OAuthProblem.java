package org.computecontracts.identity.oauth;

import org.computecontracts.kernel.ProblemType;

/** Every way a sign-in at an account's own server ends badly. */
public enum OAuthProblem implements ProblemType {
    SERVER_UNSUITABLE(502, "The account's server cannot sign people in here"),
    SERVER_REFUSED(502, "The account's server refused"),
    SIGN_IN_DENIED(403, "The sign-in was not allowed"),
    SIGN_IN_UNKNOWN(400, "This sign-in is over or was begun elsewhere"),
    ANSWER_FORGED(400, "The answer does not come from the account's server"),
    GRANT_ENDED(409, "The account's server takes this session no more");

    private final int status;
    private final String title;

    OAuthProblem(int status, String title) {
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

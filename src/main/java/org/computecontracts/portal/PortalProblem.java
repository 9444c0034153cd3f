package org.computecontracts.portal;

import org.computecontracts.kernel.ProblemType;

/** Refusals of the pages themselves. */
public enum PortalProblem implements ProblemType {
    PAGE_FAILED(500, "This page failed"),
    PAGE_OF_ANOTHER(403, "You act for another account now"),
    ACCOUNT_REFUSED(422, "The account's server refuses"),
    HANDLE_INVALID(400, "Not a handle"),
    URI_INVALID(400, "Not an AT-URI");

    private final int status;
    private final String title;

    PortalProblem(int status, String title) {
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

package org.computecontracts.appview;

import org.computecontracts.kernel.ProblemType;

/** Every way the view of the market says no. */
public enum AppviewProblem implements ProblemType {
    REQUEST_NOT_SEEN(404, "Not a request that has been seen on the network"),
    PROOF_MISSING(502, "The record's server proves nothing"),
    INSPECTOR_BUSY(503, "Too many records are being looked at"),
    DRILL_RUNNING(409, "The view is being made anew already"),
    DRILL_INCOMPLETE(504, "Not all could be read anew"),
    DRILL_NOT_FOUND(404, "No such drill");

    private final int status;
    private final String title;

    AppviewProblem(int status, String title) {
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

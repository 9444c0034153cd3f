package org.computecontracts.api;

import org.computecontracts.kernel.ProblemType;

/** Refusals of the API itself. */
enum ApiProblem implements ProblemType {
    OPERATOR_ONLY(403, "Only the operator may do this"),
    IDEMPOTENCY_KEY_BUSY(409, "Idempotency-Key in use just now"),
    IDEMPOTENCY_KEY_REUSED(422, "Idempotency-Key used for something else");

    private final int status;
    private final String title;

    ApiProblem(int status, String title) {
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

package org.computecontracts.plc;

import org.computecontracts.kernel.ProblemType;

/** Every way the directory says no. */
public enum PlcProblem implements ProblemType {
    INVALID_OPERATION(400, "Not a valid operation of did:plc"),
    RECOVERY_TOO_LATE(400, "Too late to undo an operation"),
    OPERATION_OUT_OF_ORDER(409, "Not the successor of the last operation"),
    DID_NOT_REGISTERED(404, "No such DID here"),
    DID_TOMBSTONED(410, "This DID has ended"),
    RATE_LIMIT_EXCEEDED(429, "Too many operations");

    private final int status;
    private final String title;

    PlcProblem(int status, String title) {
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

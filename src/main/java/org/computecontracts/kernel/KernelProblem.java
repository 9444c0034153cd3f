package org.computecontracts.kernel;

/** Refusals any module may need. */
public enum KernelProblem implements ProblemType {
    INVALID_INPUT(400, "Invalid input"),
    NOT_SIGNED_IN(401, "Not signed in"),
    RIGHT_MISSING(403, "Your role does not allow this"),
    NOT_FOUND(404, "Not found"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    CHANGED_MEANWHILE(409, "Changed meanwhile"),
    TOO_LARGE(413, "Too large"),
    ADDRESS_REFUSED(400, "Address refused"),
    TOO_BUSY(503, "Too many are waited for"),
    OUTSIDE_FAILED(502, "The other side did not answer as it should"),
    OUTSIDE_UNREACHABLE(504, "The other side cannot be reached");

    private final int status;
    private final String title;

    KernelProblem(int status, String title) {
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

package org.computecontracts.compute;

import org.computecontracts.kernel.ProblemType;

/** Every way compute says no. */
public enum ComputeProblem implements ProblemType {
    USER_DATA_REFUSED(400, "user_data refused"),
    SPEC_REFUSED(400, "Machine specification refused"),
    BUILDER_REFUSED(400, "Builder refused"),
    BUILDER_EXISTS(409, "Builder exists already"),
    BUILDER_NOT_FOUND(404, "Builder not found"),
    NO_BUILDER(409, "No builder can take this"),
    BUILD_NOT_FOUND(404, "Build not found");

    private final int status;
    private final String title;

    ComputeProblem(int status, String title) {
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

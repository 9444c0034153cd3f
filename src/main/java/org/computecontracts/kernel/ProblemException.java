package org.computecontracts.kernel;

/** A refusal the caller can act on. Ends as problem+json, an XRPC error or a Faces message; never logged as a fault. */
public class ProblemException extends RuntimeException {
    private final transient ProblemType type;

    ProblemException(ProblemType type, String detail) {
        super(detail);
        this.type = type;
    }

    public ProblemType type() {
        return type;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    /** Nothing was decided: whoever was asked, we or others, could not answer just then. */
    public boolean isOutage() {
        return type.status() >= 500;
    }

    /** Keeps what lies behind the refusal for the log. */
    public ProblemException causedBy(Throwable cause) {
        initCause(cause);
        return this;
    }
}

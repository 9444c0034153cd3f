package org.computecontracts.trust;

import org.computecontracts.kernel.ProblemType;

/** Every way a judgement or a policy is refused. */
public enum TrustProblem implements ProblemType {
    SELF_JUDGEMENT(400, "Nobody judges himself"),
    NOT_JUDGEABLE(422, "This account cannot be judged"),
    REASON_TOO_LONG(400, "Reason too long"),
    INVALID_POLICY(422, "The policy does not hold"),
    POLICY_MOVED(409, "The policy was changed meanwhile");

    private final int status;
    private final String title;

    TrustProblem(int status, String title) {
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

package org.computecontracts.ingress.proxy;

/**
 * Why an origin did not answer, in words of ours alone: what an origin or a library says may be anything.
 *
 * @param mayPass whether it comes of a connection that had rested, so that another one may do
 */
record Failure(ProxyProblem problem, String reason, boolean mayPass) {
    static Failure unreachable(String reason) {
        return new Failure(ProxyProblem.UNREACHABLE, reason, false);
    }

    static Failure broken(String reason) {
        return new Failure(ProxyProblem.BROKEN_ANSWER, reason, false);
    }

    static Failure hungUp(boolean mayPass) {
        return new Failure(ProxyProblem.BROKEN_ANSWER, "it closed the connection before its answer was whole", mayPass);
    }
}

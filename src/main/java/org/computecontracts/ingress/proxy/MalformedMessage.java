package org.computecontracts.ingress.proxy;

/** A message that is none, or could be read in two ways. The reason is in our words and quotes nothing of it. */
class MalformedMessage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ProxyProblem problem;

    MalformedMessage(ProxyProblem problem, String reason) {
        // Without a stack trace: strangers make as many of these as they like
        super(reason, null, false, false);
        this.problem = problem;
    }

    static MalformedMessage because(String reason) {
        return new MalformedMessage(ProxyProblem.MALFORMED_REQUEST, reason);
    }

    ProxyProblem problem() {
        return problem;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}

package org.computecontracts.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.KernelProblem;

/** What a PDS answers to createAccount, createSession and refreshSession alike. */
record Tokens(Did did, String handle, String access, String refresh) {
    /** OUTSIDE_FAILED when a part is missing. */
    static Tokens of(ObjectNode answer) {
        return new Tokens(
                new Did(text(answer, "did")),
                answer.path("handle").asText(),
                text(answer, "accessJwt"),
                text(answer, "refreshJwt"));
    }

    private static String text(ObjectNode answer, String field) {
        var text = answer.path(field).asText();
        if (text.isEmpty()) {
            throw KernelProblem.OUTSIDE_FAILED.because("The personal data server gave a session without %s", field);
        }
        return text;
    }

    /** Never in a log. */
    @Override
    public String toString() {
        return "Tokens[" + did + "]";
    }
}

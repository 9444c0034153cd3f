package org.computecontracts.identity.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.computecontracts.atproto.Did;
import org.computecontracts.identity.oauth.Grant;
import org.computecontracts.kernel.KernelProblem;

/** A session as an account's server gives it, at sign-in and at every renewal. */
public record SessionTokens(Did did, String access, String refresh, Optional<Binding> binding) {
    /** What a PDS answers to createAccount, createSession and refreshSession alike; OUTSIDE_FAILED when a part is missing. */
    static SessionTokens of(ObjectNode answer) {
        return new SessionTokens(
                new Did(text(answer, "did")), text(answer, "accessJwt"), text(answer, "refreshJwt"), Optional.empty());
    }

    static SessionTokens of(Grant grant, Binding binding) {
        return new SessionTokens(
                grant.account(),
                grant.accessToken(),
                grant.refreshToken(),
                Optional.of(binding.granted(grant.scope())));
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

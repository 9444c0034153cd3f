package org.computecontracts.identity.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import org.computecontracts.atproto.Did;

/**
 * What an authorization server gave for a code or a refresh token.
 *
 * @param account the one it says it speaks for
 */
public record Grant(Did account, String accessToken, String refreshToken, String scope) {
    /** SERVER_REFUSED when it is not what was asked for: bound to the key, renewable, for an account. */
    static Grant of(ObjectNode answer) {
        if (!answer.path("token_type").asText().equalsIgnoreCase("DPoP")) {
            throw OAuthProblem.SERVER_REFUSED.because("It gave a token of type %s", answer.path("token_type"));
        }
        var scope = text(answer, "scope");
        if (!(" " + scope + " ").contains(" atproto ")) {
            throw OAuthProblem.SERVER_REFUSED.because("It gave a session without the scope atproto");
        }
        if (!Did.isValid(text(answer, "sub"))) {
            throw OAuthProblem.SERVER_REFUSED.because("It gave a session for no account");
        }
        return new Grant(
                new Did(text(answer, "sub")), text(answer, "access_token"), text(answer, "refresh_token"), scope);
    }

    /** ANSWER_FORGED when it is for another account than was to be signed in. */
    Grant forNoOther(Did expected, URI issuer) {
        if (!account.equals(expected)) {
            throw OAuthProblem.ANSWER_FORGED.because(
                    "%s was to be signed in, %s answers for %s", expected, issuer, account);
        }
        return this;
    }

    private static String text(ObjectNode answer, String field) {
        var text = answer.path(field).asText();
        if (text.isEmpty()) {
            throw OAuthProblem.SERVER_REFUSED.because("It gave a session without %s", field);
        }
        return text;
    }

    /** Never in a log. */
    @Override
    public String toString() {
        return "Grant[" + account + "]";
    }
}

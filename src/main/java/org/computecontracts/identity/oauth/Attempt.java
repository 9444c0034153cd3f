package org.computecontracts.identity.oauth;

/**
 * The secrets of one sign-in under way.
 *
 * @param state comes back with the browser
 * @param verifier shows that who redeems the code is who asked for it (RFC 7636)
 * @param key the session's, from the first request on
 */
public record Attempt(String state, String verifier, Es256Key key) {

    public static Attempt begun(String state, String verifier) {
        return new Attempt(state, verifier, Es256Key.generate());
    }

    String challenge() {
        return DpopHttp.sha256(verifier);
    }

    /** Never in a log. */
    @Override
    public String toString() {
        return "Attempt";
    }
}

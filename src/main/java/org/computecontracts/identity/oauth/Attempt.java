package org.computecontracts.identity.oauth;

import java.net.URI;
import java.util.Optional;

/**
 * The secrets of one sign-in under way.
 *
 * @param state comes back with the browser
 * @param verifier shows that who redeems the code is who asked for it (RFC 7636)
 * @param client the id under which the server knows us, which whoever redeems the code has to have
 * @param key the session's, from the first request on
 * @param clientKey the one by which the client proves itself, from the first request on too; empty on loopback
 */
public record Attempt(String state, String verifier, URI client, Es256Key key, Optional<String> clientKey) {

    public static Attempt begun(Client client, String state, String verifier) {
        return new Attempt(state, verifier, client.id(), Es256Key.generate(), client.keyId());
    }

    /** The same, asked under another id. */
    public Attempt of(URI other) {
        return new Attempt(state, verifier, other, key, clientKey);
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

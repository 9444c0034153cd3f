package org.computecontracts.identity.account;

import java.net.URI;
import java.util.Optional;
import org.computecontracts.identity.oauth.Es256Key;

/**
 * What a session got by OAuth is bound to.
 *
 * @param client the id under which the portal got it
 * @param clientKey the key with which the portal got it; empty on loopback
 * @param scope as granted
 */
public record Binding(URI issuer, URI client, Optional<String> clientKey, Es256Key key, String scope) {
    Binding granted(String nowGranted) {
        return new Binding(issuer, client, clientKey, key, nowGranted);
    }
}

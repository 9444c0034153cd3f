package org.computecontracts.identity.account;

import java.util.Optional;
import org.computecontracts.identity.oauth.Es256Key;

/**
 * The access token of one generation of a session.
 *
 * @param key without which the token is worth nothing; a token got by a password has none
 */
public record Access(String token, long generation, Optional<Es256Key> key) {
    /** Never in a log. */
    @Override
    public String toString() {
        return "Access[" + generation + "]";
    }
}

package org.computecontracts.pds.session;

import org.computecontracts.atproto.Did;

/** The two tokens of a session. */
public record SessionTokens(Did did, String access, String refresh) {
    @Override
    public String toString() {
        return "SessionTokens[" + did + "]";
    }
}

package org.computecontracts.pds.session;

import java.util.Optional;
import java.util.stream.Stream;

/** What a session may do: everything, or what an app may. */
public enum Scope {
    FULL("com.atproto.access"),
    APP("com.atproto.appPass"),
    APP_PRIVILEGED("com.atproto.appPassPrivileged");

    private final String claim;

    Scope(String claim) {
        this.claim = claim;
    }

    /** As access tokens say it. */
    String claim() {
        return claim;
    }

    static Optional<Scope> of(String claim) {
        return Stream.of(values()).filter(scope -> scope.claim.equals(claim)).findFirst();
    }
}

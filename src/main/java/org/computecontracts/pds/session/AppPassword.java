package org.computecontracts.pds.session;

import java.time.Instant;

/**
 * A password of its own for one app.
 *
 * @param privileged whether it may ask other services for what is private, or to take the account in
 */
public record AppPassword(String name, boolean privileged, Instant createdAt) {
    Scope scope() {
        return privileged ? Scope.APP_PRIVILEGED : Scope.APP;
    }
}

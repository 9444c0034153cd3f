package org.computecontracts.identity.account;

import java.util.Optional;

/** What someone who wants a new access token finds. */
sealed interface RefreshLease {
    /** Somebody else has got it already. */
    record Done(Access access) implements RefreshLease {}

    /** Somebody else is at it. */
    record Busy() implements RefreshLease {}

    /** Yours to ask for, with this refresh token and what it is bound to. */
    record Yours(String refreshToken, Optional<Binding> binding) implements RefreshLease {
        /** Never in a log. */
        @Override
        public String toString() {
            return "Yours";
        }
    }
}

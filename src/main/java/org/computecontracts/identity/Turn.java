package org.computecontracts.identity;

import java.util.Optional;

/** What someone who wants a new access token finds. */
sealed interface Turn {
    /** Somebody else has got it already. */
    record Done(Access access) implements Turn {}

    /** Somebody else is at it. */
    record Busy() implements Turn {}

    /** Yours to ask for, with this refresh token and what it is bound to. */
    record Yours(String refreshToken, Optional<Binding> binding) implements Turn {
        /** Never in a log. */
        @Override
        public String toString() {
            return "Yours";
        }
    }
}

package org.computecontracts.atproto;

import java.util.Set;

/** What this portal's own PDS says of its accounts: sooner than the network, which hears of some things never. */
public sealed interface AtprotoEvent {
    Did did();

    /**
     * Another handle, key or server. Said once it holds.
     *
     * @param handles those that are somebody's or nobody's now, and were not
     */
    record IdentityChanged(Did did, Set<Handle> handles) implements AtprotoEvent {
        public IdentityChanged {
            handles = Set.copyOf(handles);
        }
    }

    /** What was got by the former one is to be good no longer. Said within the change: both hold, or neither. */
    record PasswordChanged(Did did) implements AtprotoEvent {}

    /** Said within the deletion. */
    record AccountDeleted(Did did) implements AtprotoEvent {}
}

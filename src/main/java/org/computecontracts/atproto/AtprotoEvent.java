package org.computecontracts.atproto;

/** What this portal's own PDS says of its accounts: sooner than the network, which hears of some things never. */
public sealed interface AtprotoEvent {
    Did did();

    /** Another handle or key. Said once it holds. */
    record IdentityChanged(Did did) implements AtprotoEvent {}

    /** What was got by the former one is to be good no longer. Said within the change: both hold, or neither. */
    record PasswordChanged(Did did) implements AtprotoEvent {}

    /** Said within the deletion. */
    record AccountDeleted(Did did) implements AtprotoEvent {}
}

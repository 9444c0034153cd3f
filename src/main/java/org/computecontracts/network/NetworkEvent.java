package org.computecontracts.network;

import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.network.view.Network;

/** What the network said. Fired after it is stored; it only hurries: {@link Network#changes} tells it all. */
public sealed interface NetworkEvent {
    /** A valid version of a record that was not there before. */
    record RecordSeen(StrongRef record) implements NetworkEvent {}

    /** A record that its repository no longer has. */
    record RecordGone(AtUri uri) implements NetworkEvent {}

    /** An account that was deleted, taken down, suspended, deactivated, or came back. */
    record AccountChanged(Did did, RepoStatus status) implements NetworkEvent {}

    /** Another handle, key or server. */
    record IdentityChanged(Did did) implements NetworkEvent {}
}

package org.computecontracts.pds;

import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;

/**
 * An account of this server as everybody may see it.
 *
 * @param active false while its owner has put it to rest, or has not yet moved all of it here
 */
public record Profile(Did did, Handle handle, boolean active) {
    public Profile(Did did, Handle handle) {
        this(did, handle, true);
    }

    public Profile named(Handle other) {
        return new Profile(did, other, active);
    }
}

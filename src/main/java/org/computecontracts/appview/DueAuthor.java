package org.computecontracts.appview;

import java.time.Instant;
import org.computecontracts.atproto.Did;

/**
 * An account that is to be looked at.
 *
 * @param anew all that its keys are worth is asked again, and not only what has not been asked yet
 * @param until another node may look at it from then on
 */
record DueAuthor(Did did, boolean anew, Instant until) {
    DueAuthor until(Instant later) {
        return new DueAuthor(did, anew, later);
    }
}

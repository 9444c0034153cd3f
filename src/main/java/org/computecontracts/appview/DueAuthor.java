package org.computecontracts.appview;

import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.work.Claim;
import org.computecontracts.kernel.work.Claimed;

/**
 * An account that is to be looked at.
 *
 * @param anew all that its keys are worth is asked again, and not only what has not been asked yet
 */
record DueAuthor(Claim claim, Did did, boolean anew) implements Claimed {}

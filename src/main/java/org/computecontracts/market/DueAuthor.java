package org.computecontracts.market;

import org.computecontracts.atproto.Did;

/**
 * An account that is to be looked at.
 *
 * @param anew all that its keys are worth is asked again, and not only what has not been asked yet
 */
record DueAuthor(Did did, boolean anew) {}

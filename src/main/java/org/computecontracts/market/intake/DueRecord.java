package org.computecontracts.market.intake;

import org.computecontracts.atproto.StrongRef;

/**
 * A record that is to be looked at.
 *
 * @param urgent a contract under way may wait for it
 * @param attempts how often it is looked at, this time included
 */
public record DueRecord(StrongRef ref, boolean urgent, int attempts) {}

package org.computecontracts.payment.seller;

import java.time.Instant;

/**
 * A payment whose block fell out of the chain.
 *
 * @param since when that was seen
 * @param lost whether it can no longer come back
 */
public record Undone(Instant since, boolean lost) {}

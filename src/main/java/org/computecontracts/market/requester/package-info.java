/**
 * The side that asks for a machine: requests, bids taken in and judged, the accept, the payment, the machine reached.
 */
@NullMarked
package org.computecontracts.market.requester;

import org.jspecify.annotations.NullMarked;

/**
 * The marketplace: requests for proposal, bids, acceptances, receipts, events, and the contract that ties them together.
 *
 * <p>A published record never changes; a contract is one tenant's count of how far such a record has come.
 *
 * <p>Always: one accepted bid a contract; never a denounced bidder; a state only moves forward; nothing is over while a
 * right of it is left.
 *
 * <p>Not here: whom to trust (trust), moving money (payment), running builds (compute), tunnels (ingress).
 */
@AppModule(
        mayUse = {"atproto", "network", "identity", "trust", "wif", "payment", "compute", "ingress"},
        exports = {"contract", "protocol", "provider", "requester"})
@NullMarked
package org.computecontracts.market;

import org.computecontracts.kernel.AppModule;
import org.jspecify.annotations.NullMarked;

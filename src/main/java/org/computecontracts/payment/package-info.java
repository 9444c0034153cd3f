/**
 * Money by x402: payer, seller, facilitator, and the ledger that pays once and never twice.
 *
 * <p>Always: price and payee come from the signed bid; an authorization buys one thing, whoever shows it; a signed
 * transaction is stored before it is broadcast; only the chain says what was paid, in either direction, and takes it back as
 * well; a transfer that a stranger carried out counts as well once it was shown here; what may have been paid is never asked for again.
 *
 * <p>Not here: what is sold and whether it was delivered in time (market). {@code evm} is the chain, {@code wire} the
 * protocol; neither knows the ledger.
 */
@AppModule(
        mayUse = {"atproto", "identity"},
        exports = {"books", "chain", "payer", "seller", "wallet"})
@NullMarked
package org.computecontracts.payment;

import org.computecontracts.kernel.AppModule;
import org.jspecify.annotations.NullMarked;

/**
 * The chain as data and as a client: addresses, EIP-712 digests of EIP-3009 authorizations, signatures, transactions,
 * JSON-RPC.
 *
 * <p>Always: digests are made from fixed types, never from type descriptions of a stranger; a signature with a high s is
 * none.
 *
 * <p>Not here: what is paid for, the ledger, HTTP 402.
 */
@NullMarked
package org.computecontracts.payment.evm;

import org.jspecify.annotations.NullMarked;

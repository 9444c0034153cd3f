/**
 * What the market protocol says, whoever says it: names of records, their rules and terms, proofs, publications and calls to
 * peers.
 */
@NullMarked
package org.computecontracts.market.protocol;

import org.jspecify.annotations.NullMarked;

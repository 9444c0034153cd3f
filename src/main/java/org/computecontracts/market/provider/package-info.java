/**
 * The side that lets a machine: requests looked at, bids placed, accepts taken in, money settled, machines built and
 * receipts issued.
 */
@NullMarked
package org.computecontracts.market.provider;

import org.jspecify.annotations.NullMarked;

/**
 * Records of the network on their way to the parties: which have been looked at, which are due, and how many at once.
 */
@NullMarked
package org.computecontracts.market.intake;

import org.jspecify.annotations.NullMarked;

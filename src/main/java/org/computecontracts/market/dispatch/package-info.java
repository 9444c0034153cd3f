/**
 * What sets the two sides to work: records taken in, contracts taken further, ends.
 */
@NullMarked
package org.computecontracts.market.dispatch;

import org.jspecify.annotations.NullMarked;

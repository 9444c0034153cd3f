/**
 * Pages of the market: requests, one's own and everybody's, and the records behind them.
 */
@NullMarked
package org.computecontracts.portal.market;

import org.jspecify.annotations.NullMarked;

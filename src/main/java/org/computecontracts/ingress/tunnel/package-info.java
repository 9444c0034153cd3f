/**
 * Names, and the connections that lie behind them.
 */
@NullMarked
package org.computecontracts.ingress.tunnel;

import org.jspecify.annotations.NullMarked;

/** How fast we are with the network: {@code ./portal bench network}. */
@NullMarked
package org.computecontracts.bench.network;

import org.jspecify.annotations.NullMarked;

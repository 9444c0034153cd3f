/** How fast the network is taken in and looked at. */
@NullMarked
package org.computecontracts.bench.network;

import org.jspecify.annotations.NullMarked;

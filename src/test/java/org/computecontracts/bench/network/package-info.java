/** What {@code ./portal bench network} measures. */
@NullMarked
package org.computecontracts.bench.network;

import org.jspecify.annotations.NullMarked;

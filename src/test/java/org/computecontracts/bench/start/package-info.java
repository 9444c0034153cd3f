/** How soon the portal can be used. */
@NullMarked
package org.computecontracts.bench.start;

import org.jspecify.annotations.NullMarked;

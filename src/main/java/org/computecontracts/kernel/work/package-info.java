/**
 * Work that nobody asks for: timers, and what one node does for all.
 */
@NullMarked
package org.computecontracts.kernel.work;

import org.jspecify.annotations.NullMarked;

/** What {@code ./portal bench} measures: each class ending in Bench has a main that prints its figures. */
@NullMarked
package org.computecontracts.bench;

import org.jspecify.annotations.NullMarked;

/** What {@code ./portal bench} measures: each class ending in Bench has a main that prints its figures; a ratio of 1 or more says that the goal is met. */
@NullMarked
package org.computecontracts.bench;

import org.jspecify.annotations.NullMarked;

/**
 * SQL for what JPQL does not say: one statement, its parameters and its columns by name, in the transaction of the store.
 *
 * <p>Always: what comes from outside is bound, never part of a text.
 */
@NullMarked
package org.computecontracts.kernel.data;

import org.jspecify.annotations.NullMarked;

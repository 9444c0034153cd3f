/**
 * The side that pays: one signed authorization for each order, and what became of it.
 */
@NullMarked
package org.computecontracts.payment.payer;

import org.jspecify.annotations.NullMarked;

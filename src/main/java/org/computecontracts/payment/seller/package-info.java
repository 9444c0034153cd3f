/**
 * The side that is paid: authorizations held against our own demand, settled on the chain, and found again after a crash.
 */
@NullMarked
package org.computecontracts.payment.seller;

import org.jspecify.annotations.NullMarked;

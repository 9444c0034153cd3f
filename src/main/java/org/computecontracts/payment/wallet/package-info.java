/**
 * Tenants' wallets: where they are paid and pay from.
 */
@NullMarked
package org.computecontracts.payment.wallet;

import org.jspecify.annotations.NullMarked;

/**
 * The one chain and token that is paid with: its node, its settings, how deep a block is taken for final, and the account
 * that pays for gas.
 */
@NullMarked
package org.computecontracts.payment.chain;

import org.jspecify.annotations.NullMarked;

/**
 * x402 on the wire, versions 1 and 2: headers, demands, payments, answers.
 *
 * <p>Always: base64 and numbers are read strictly; what a payer repeats of our demand is compared, never used.
 */
@NullMarked
package org.computecontracts.payment.wire;

import org.jspecify.annotations.NullMarked;

/**
 * A provider's issuer: the machines enrolled at it, its keys, and the tokens it gives and exchanges.
 */
@NullMarked
package org.computecontracts.wif.issuer;

import org.jspecify.annotations.NullMarked;

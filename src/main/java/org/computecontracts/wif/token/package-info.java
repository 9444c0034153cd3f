/**
 * Tokens of workloads: what they claim, whom they are for, and whether their issuer signed them.
 */
@NullMarked
package org.computecontracts.wif.token;

import org.jspecify.annotations.NullMarked;

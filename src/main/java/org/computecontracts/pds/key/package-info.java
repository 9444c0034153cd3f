/**
 * Keys and passwords as an account has them: sealed, hashed, promised.
 */
@NullMarked
package org.computecontracts.pds.key;

import org.jspecify.annotations.NullMarked;

/**
 * What came in and what went out.
 */
@NullMarked
package org.computecontracts.payment.books;

import org.jspecify.annotations.NullMarked;

/**
 * The dialects in which records of the market have been written, read into one typed view: {@link Statement}.
 *
 * <p>Always: reading never fails, whatever is in a record; what is missing or wrong is told in words, and the JSON that was
 * hashed stays as it came, unknown fields and nulls included.
 *
 * <p>Not here: whether a record is signed by whom it says, and whether anybody acts on it.
 */
@NullMarked
package org.computecontracts.appview.dialect;

import org.jspecify.annotations.NullMarked;

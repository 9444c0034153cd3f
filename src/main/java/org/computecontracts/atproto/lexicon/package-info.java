/**
 * Lexicons, and what a value does against its own.
 */
@NullMarked
package org.computecontracts.atproto.lexicon;

import org.jspecify.annotations.NullMarked;

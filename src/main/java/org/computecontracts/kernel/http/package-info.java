/**
 * The one guarded way out, and where a request came from.
 */
@NullMarked
package org.computecontracts.kernel.http;

import org.jspecify.annotations.NullMarked;

/**
 * The HTTPS server that visitors reach.
 */
@NullMarked
package org.computecontracts.ingress.front;

import org.jspecify.annotations.NullMarked;

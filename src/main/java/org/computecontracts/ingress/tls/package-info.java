/**
 * Certificates of the front: our own authority and what it signs on demand.
 */
@NullMarked
package org.computecontracts.ingress.tls;

import org.jspecify.annotations.NullMarked;

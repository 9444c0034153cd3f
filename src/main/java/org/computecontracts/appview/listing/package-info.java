/**
 * Requests of the whole network, to be looked through.
 */
@NullMarked
package org.computecontracts.appview.listing;

import org.jspecify.annotations.NullMarked;

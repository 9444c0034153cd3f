/**
 * Shows that the view can be made anew from the network alone.
 */
@NullMarked
package org.computecontracts.appview.drill;

import org.jspecify.annotations.NullMarked;

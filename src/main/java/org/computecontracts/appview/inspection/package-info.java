/**
 * Any record of the network, looked at with all that can be recomputed of it.
 */
@NullMarked
package org.computecontracts.appview.inspection;

import org.jspecify.annotations.NullMarked;

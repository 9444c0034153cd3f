/**
 * The hosts that are followed, why, and which node listens to which.
 */
@NullMarked
package org.computecontracts.network.host;

import org.jspecify.annotations.NullMarked;

/**
 * The network as we know it: read, proved again, and rebuilt.
 */
@NullMarked
package org.computecontracts.network.view;

import org.jspecify.annotations.NullMarked;

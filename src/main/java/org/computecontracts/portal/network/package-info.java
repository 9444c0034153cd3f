/**
 * Pages of the network: the hosts that are followed, and the drills that show that the view can be made anew.
 */
@NullMarked
package org.computecontracts.portal.network;

import org.jspecify.annotations.NullMarked;

/**
 * Any deal on the network, put together from the records of all who take part in it.
 */
@NullMarked
package org.computecontracts.appview.deal;

import org.jspecify.annotations.NullMarked;

/**
 * One contract, whichever side the tenant is on: its states, records, timeline, and the party at its other end.
 */
@NullMarked
package org.computecontracts.market.contract;

import org.jspecify.annotations.NullMarked;

/**
 * Pages of contracts, and the story that they tell.
 */
@NullMarked
package org.computecontracts.portal.contract;

import org.jspecify.annotations.NullMarked;

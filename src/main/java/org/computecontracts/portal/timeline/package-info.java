/**
 * The words for what happened in a contract, for the pages and for the API. What happened is data
 * ({@code market.contract.Step}); here alone it becomes sentences, with the names that accounts have at the moment.
 */
@NullMarked
package org.computecontracts.portal.timeline;

import org.jspecify.annotations.NullMarked;

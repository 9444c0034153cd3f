/**
 * Pages of a provider's machines.
 */
@NullMarked
package org.computecontracts.portal.provider;

import org.jspecify.annotations.NullMarked;

/**
 * Pages of trust: vouches, the graph they make, and the policy that rests on them.
 */
@NullMarked
package org.computecontracts.portal.trust;

import org.jspecify.annotations.NullMarked;

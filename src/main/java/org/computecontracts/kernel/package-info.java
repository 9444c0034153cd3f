/**
 * What every module stands on: tenants, refusals, settings, the one outgoing HTTP client, secrets at rest.
 *
 * <p>Always: nothing here knows the AT Protocol or the market.
 */
@AppModule
@NullMarked
package org.computecontracts.kernel;

import org.jspecify.annotations.NullMarked;

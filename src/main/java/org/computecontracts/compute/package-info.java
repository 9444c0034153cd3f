/**
 * Builder machines: orders to run user_data on a backend, limits, console, lifecycle.
 *
 * <p>Always: user_data is hostile; an order is keyed by its contract and starting it twice starts it once.
 */
@AppModule(mayUse = {"atproto", "identity"})
@NullMarked
package org.computecontracts.compute;

import org.computecontracts.kernel.AppModule;
import org.jspecify.annotations.NullMarked;

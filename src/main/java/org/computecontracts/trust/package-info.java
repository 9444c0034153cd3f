/**
 * Whom to trust: vouches and denounces in AT Protocol repositories, the graph they make, and policies written in CEL
 * that decide on a bid and say why.
 *
 * <p>Always: an own denounce is final; every error path denies.
 */
@AppModule(mayUse = {"atproto", "identity"})
@NullMarked
package org.computecontracts.trust;

import org.computecontracts.kernel.AppModule;
import org.jspecify.annotations.NullMarked;

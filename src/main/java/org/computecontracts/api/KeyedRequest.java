package org.computecontracts.api;

import java.util.Set;
import java.util.UUID;
import org.computecontracts.kernel.Right;

/**
 * A request with an Idempotency-Key.
 *
 * @param tenant whose key it is; {@link #NOBODY} where no one is signed in
 */
record KeyedRequest(UUID tenant, String key, String fingerprint, Set<Right> rights) {
    static final UUID NOBODY = new UUID(0, 0);
}

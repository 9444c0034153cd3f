/**
 * The pages people use in a browser, and the words for what happened, which the API tells too.
 */
@AppModule(
        mayUse = {"atproto", "network", "identity", "trust", "wif", "payment", "compute", "ingress", "market", "appview"
        },
        exports = "timeline")
@NullMarked
package org.computecontracts.portal;

import org.computecontracts.kernel.AppModule;
import org.jspecify.annotations.NullMarked;

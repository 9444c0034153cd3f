/**
 * The pages people use in a browser.
 */
@AppModule(
        mayUse = {"atproto", "network", "identity", "trust", "wif", "payment", "compute", "ingress", "market", "appview"
        })
@NullMarked
package org.computecontracts.portal;

import org.computecontracts.kernel.AppModule;
import org.jspecify.annotations.NullMarked;

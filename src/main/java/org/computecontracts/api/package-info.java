/**
 * The REST integration API under {@code /api}: everything the pages can do, described by OpenAPI.
 */
@AppModule(
        mayUse = {
            "atproto",
            "network",
            "identity",
            "trust",
            "wif",
            "payment",
            "compute",
            "ingress",
            "market",
            "appview",
            "portal"
        })
@NullMarked
package org.computecontracts.api;

import org.computecontracts.kernel.AppModule;
import org.jspecify.annotations.NullMarked;

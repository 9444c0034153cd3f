/** Where other parties reach the market: XRPC submit methods, the settlement URL, the service's DID document. */
@NullMarked
package org.computecontracts.market.web;

import org.jspecify.annotations.NullMarked;

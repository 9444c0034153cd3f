/**
 * What strangers' records say, shown and never acted on: statements in every dialect, the deals and requests they make up, and
 * the view of the market that is kept of them.
 *
 * <p>Always: the same records make the same view, in whatever order they came; it can be dropped and made anew.
 *
 * <p>Not here: contracts of tenants (market); what the network is (network).
 */
@AppModule(
        mayUse = {"atproto", "network"},
        exports = {"deal", "dialect", "drill", "inspection", "listing"})
@NullMarked
package org.computecontracts.appview;

import org.computecontracts.kernel.AppModule;
import org.jspecify.annotations.NullMarked;

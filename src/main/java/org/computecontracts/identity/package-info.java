/**
 * Who acts: tenants and their members, sign-in with an AT Protocol account, PDS sessions, attestation keys, API tokens.
 *
 * <p>Always: tokens and keys are sealed by the vault; a tenant acts in the network as exactly one account; an API
 * token does no more than its maker may at that moment.
 */
@AppModule(
        mayUse = "atproto",
        exports = {"account", "member", "signin", "token"})
@NullMarked
package org.computecontracts.identity;

import org.computecontracts.kernel.AppModule;
import org.jspecify.annotations.NullMarked;

/**
 * Workload identity federation: the OIDC issuer of a provider, token exchange, RBAC records, the reverse proxy.
 *
 * <p>Always: a token names only its own subject; a role matches by issuer, audience and subject; the policy schema is evaluated.
 */
@AppModule(
        mayUse = {"atproto", "identity"},
        exports = {"issuer", "proxy", "rbac"})
@NullMarked
package org.computecontracts.wif;

import org.computecontracts.kernel.AppModule;
import org.jspecify.annotations.NullMarked;

/**
 * The client side of OAuth as the AT Protocol profiles it: from an account's PDS to its authorization server, pushed
 * requests, PKCE, DPoP, tokens and their end. Knows nothing of tenants and keeps nothing.
 */
@NullMarked
package org.computecontracts.identity.oauth;

import org.jspecify.annotations.NullMarked;

/**
 * Tenants and their accounts: the session at the account's own server, and the key with which it signs.
 */
@NullMarked
package org.computecontracts.identity.account;

import org.jspecify.annotations.NullMarked;

/**
 * Browsers that are signed in, and the ways in: by password or through the own server of an account.
 */
@NullMarked
package org.computecontracts.identity.signin;

import org.jspecify.annotations.NullMarked;

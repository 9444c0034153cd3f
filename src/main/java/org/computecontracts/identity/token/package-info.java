/**
 * Tokens with which programs call the API.
 */
@NullMarked
package org.computecontracts.identity.token;

import org.jspecify.annotations.NullMarked;

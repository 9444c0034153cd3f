/** The issuer's OIDC endpoints under {@code /wif/} and the reverse proxy on hosts of its own. */
@NullMarked
package org.computecontracts.wif.web;

import org.jspecify.annotations.NullMarked;

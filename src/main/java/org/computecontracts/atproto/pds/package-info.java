/**
 * Any personal data server, asked over HTTP: repositories read by anybody, and written with a session.
 */
@NullMarked
package org.computecontracts.atproto.pds;

import org.jspecify.annotations.NullMarked;

/** The methods {@code com.atproto.server.*}. */
@NullMarked
package org.computecontracts.pds.web.server;

import org.jspecify.annotations.NullMarked;

/** The methods {@code com.atproto.identity.*}. */
@NullMarked
package org.computecontracts.pds.web.identity;

import org.jspecify.annotations.NullMarked;

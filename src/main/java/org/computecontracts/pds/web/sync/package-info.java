/** The methods {@code com.atproto.sync.*}. */
@NullMarked
package org.computecontracts.pds.web.sync;

import org.jspecify.annotations.NullMarked;

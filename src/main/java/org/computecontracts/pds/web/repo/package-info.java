/** The methods {@code com.atproto.repo.*}. */
@NullMarked
package org.computecontracts.pds.web.repo;

import org.jspecify.annotations.NullMarked;

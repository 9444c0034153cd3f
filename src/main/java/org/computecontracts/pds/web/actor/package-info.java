/** The methods {@code app.bsky.actor.*} that an account's own server answers: what apps keep for it. */
@NullMarked
package org.computecontracts.pds.web.actor;

import org.jspecify.annotations.NullMarked;

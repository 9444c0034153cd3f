package org.computecontracts.identity;

import java.time.Instant;
import org.computecontracts.identity.oauth.Es256Key;

/** A key by which the portal proves to authorization servers that it is this portal. */
record ClientKey(Es256Key key, Instant madeAt) {}

package org.computecontracts.identity.oauth;

import java.time.Instant;

/** A key by which the portal proves to authorization servers that it is this portal. */
record ClientKey(Es256Key key, Instant madeAt) {}

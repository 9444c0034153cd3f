package org.computecontracts.atproto.resolution;

import java.net.URI;

/**
 * Where XRPC methods of a service are called, and for whom the token must be made.
 *
 * @param base to which {@code /xrpc/{nsid}} is added; no trailing slash
 */
public record Endpoint(URI base, String aud) {}

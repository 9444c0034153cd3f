/**
 * A reverse proxy: visitors come over HTTP/1.1 and HTTP/2 with TLS, origins are asked over HTTP/1.1.
 *
 * <p>Always: a connection to an origin belongs to one connection of one visitor and is used again only when {@link
 * org.computecontracts.ingress.proxy.Reuse} finds nothing against it; every request ends, whatever happens, and gives back
 * what it held; what cannot be read in one way only is not handed on.
 *
 * <p>Not here: which host leads where, certificates, tunnels. All of a visitor's connection, its origins' included, belongs
 * to one event loop, so there are no locks.
 */
@NullMarked
package org.computecontracts.ingress.proxy;

import org.jspecify.annotations.NullMarked;

/**
 * Names of the network made out: handles, DIDs and their documents, and the endpoints that records name.
 */
@NullMarked
package org.computecontracts.atproto.resolution;

import org.jspecify.annotations.NullMarked;

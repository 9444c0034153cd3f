/**
 * XRPC from both ends: calls to other servers, methods that this one answers, the tokens that accounts call services with,
 * and how often one may call.
 */
@NullMarked
package org.computecontracts.atproto.xrpc;

import org.jspecify.annotations.NullMarked;

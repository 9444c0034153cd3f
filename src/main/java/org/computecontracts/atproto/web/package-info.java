/** Where XRPC requests come in. */
@NullMarked
package org.computecontracts.atproto.web;

import org.jspecify.annotations.NullMarked;

/** Where the PDS and the directory are reached: XRPC methods by the group of their lexicon, the firehose, well-known names. */
@NullMarked
package org.computecontracts.pds.web;

import org.jspecify.annotations.NullMarked;

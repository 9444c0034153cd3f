/**
 * The stream of all that happens here, numbered, stored and read by whoever listens.
 */
@NullMarked
package org.computecontracts.pds.firehose;

import org.jspecify.annotations.NullMarked;

/**
 * From the bytes of a stream to the stored, proved view.
 */
@NullMarked
package org.computecontracts.network.ingest;

import org.jspecify.annotations.NullMarked;

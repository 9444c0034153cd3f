/**
 * Blobs, and which record refers to which.
 */
@NullMarked
package org.computecontracts.pds.blob;

import org.jspecify.annotations.NullMarked;

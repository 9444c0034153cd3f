/**
 * Repositories as bytes: archives, signed commits and the tree between them, the records in them, and the frames that tell
 * of their changes.
 */
@NullMarked
package org.computecontracts.atproto.repo;

import org.jspecify.annotations.NullMarked;

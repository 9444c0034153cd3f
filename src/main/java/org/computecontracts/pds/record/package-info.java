/**
 * What is written into a repository, before and after: writes, the records they make, and the commit that comes of them.
 */
@NullMarked
package org.computecontracts.pds.record;

import org.jspecify.annotations.NullMarked;

/**
 * The repositories here, stored and read.
 */
@NullMarked
package org.computecontracts.pds.repo;

import org.jspecify.annotations.NullMarked;

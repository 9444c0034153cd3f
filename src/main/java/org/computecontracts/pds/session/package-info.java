/**
 * Who calls, by which session, and what such a caller may do.
 */
@NullMarked
package org.computecontracts.pds.session;

import org.jspecify.annotations.NullMarked;

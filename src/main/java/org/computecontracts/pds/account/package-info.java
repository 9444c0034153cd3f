/**
 * The accounts that live here: opened, named, put to rest, moved and ended.
 */
@NullMarked
package org.computecontracts.pds.account;

import org.jspecify.annotations.NullMarked;

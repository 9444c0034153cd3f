/**
 * Pages of a person: the way in, settings, sessions, people.
 */
@NullMarked
package org.computecontracts.portal.account;

import org.jspecify.annotations.NullMarked;

/**
 * What only the server shows: timers and their transactions, events after a commit, mappings and versions, filters and mappers,
 * what belongs to one request. The tests run inside the portal's own WAR, all of them in one server: a smaller one of some
 * modules would start sooner, but hide what makes the difference, its libraries beside the server's, its filters, all observers.
 */
@NullMarked
package org.computecontracts.container;

import org.jspecify.annotations.NullMarked;

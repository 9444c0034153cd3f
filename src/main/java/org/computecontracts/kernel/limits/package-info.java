/**
 * What keeps strangers from taking more than their share: memory that forgets, and how often one may ask.
 *
 * <p>What protects an account, a chain of guesses or others on the network is counted in the database, once for all nodes;
 * what protects a node's own work or connections is counted by each node.
 */
@NullMarked
package org.computecontracts.kernel.limits;

import org.jspecify.annotations.NullMarked;

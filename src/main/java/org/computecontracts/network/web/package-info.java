/** What the network asks of us: to be read. */
@NullMarked
package org.computecontracts.network.web;

import org.jspecify.annotations.NullMarked;

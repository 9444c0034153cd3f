/**
 * The command line behind {@code ./portal}: starts PostgreSQL, the local chain and Payara Micro, and plays the demo over
 * the public API. Not part of the WAR; talks to the portal only over HTTP.
 */
@NullMarked
package org.computecontracts.launcher;

import org.jspecify.annotations.NullMarked;

/**
 * The directory of did:plc: the logs of operations behind each DID, and the rules by which a log may go on (did:plc specification).
 *
 * <p>Always: an operation is kept as it was signed; a log only grows.
 *
 * <p>Not here: whose the DIDs are.
 */
@AppModule(mayUse = {"atproto"})
@NullMarked
package org.computecontracts.plc;

import org.computecontracts.kernel.AppModule;
import org.jspecify.annotations.NullMarked;

/**
 * Our own small PDS and did:plc directory. Nobody uses it but over HTTP, exactly as they use somebody else's PDS.
 *
 * <p>Always: one writer a repository; commit, sequence number and record index change in one transaction; keys are sealed.
 *
 * <p>Not here: OAuth; mail, so where others send a code the password of the account is asked again.
 */
@AppModule(mayUse = {"atproto", "plc"})
@NullMarked
package org.computecontracts.pds;

import org.computecontracts.kernel.AppModule;
import org.jspecify.annotations.NullMarked;

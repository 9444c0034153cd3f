package org.computecontracts.api;

import java.util.Optional;
import java.util.Set;
import org.computecontracts.kernel.Right;

/**
 * Who has an Idempotency-Key.
 *
 * @param fingerprint of what was asked
 * @param rights of who asked: whoever has less does not get the answer
 * @param answer empty while it is still being worked for
 */
record KeyClaim(String fingerprint, Set<Right> rights, Optional<GivenAnswer> answer) {}

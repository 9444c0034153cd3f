/**
 * Signatures that travel inside records, and whose the keys are that made them.
 */
@NullMarked
package org.computecontracts.atproto.attestation;

import org.jspecify.annotations.NullMarked;

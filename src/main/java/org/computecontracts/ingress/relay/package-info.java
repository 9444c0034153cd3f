/**
 * The SSH server that workloads dial to be reached.
 */
@NullMarked
package org.computecontracts.ingress.relay;

import org.jspecify.annotations.NullMarked;

/**
 * Machines as runc containers: user namespace, default-deny system calls, limits by cgroups, a disk of its own size, and
 * no network but the forwarded ports.
 *
 * <p>Always: whatever lies on a guest's disk or comes through its sockets is hostile.
 */
@NullMarked
package org.computecontracts.compute.sandbox;

import org.jspecify.annotations.NullMarked;

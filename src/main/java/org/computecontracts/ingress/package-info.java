/**
 * From the Internet to a workload: the SSH relay without listening sockets, the HTTPS front, certificates.
 *
 * <p>Always: a name belongs to one account and service; only a key in the account's own repository opens a tunnel.
 */
@AppModule(
        mayUse = {"atproto", "identity"},
        exports = {"relay", "tunnel"})
@NullMarked
package org.computecontracts.ingress;

import org.computecontracts.kernel.AppModule;
import org.jspecify.annotations.NullMarked;

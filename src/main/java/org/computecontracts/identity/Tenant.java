package org.computecontracts.identity;

import java.net.URI;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.kernel.TenantId;

/**
 * One account of the network that uses this portal.
 *
 * @param handle as the account had it at the last sign-in; {@code handle.invalid} when it did not resolve both ways
 * @param pds where the account lives
 */
public record Tenant(TenantId id, Did did, Handle handle, URI pds) {}

package org.computecontracts.identity;

import java.time.Instant;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.kernel.Role;

/** An account that may look into a tenant, or act for it. The tenant's own account is always an owner. */
public record Member(Did did, Handle handle, Role role, Instant since) {}

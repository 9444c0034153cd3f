package org.computecontracts.identity.account;

import java.time.Instant;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.kernel.Role;

/**
 * An account that may look into a tenant, or act for it. The tenant's own account is always an owner.
 *
 * @param suspended whether it may do neither until an owner gives it a role anew: an account whose password was changed had
 *     given it this one
 */
public record Member(Did did, Handle handle, Role role, Instant since, boolean suspended) {}

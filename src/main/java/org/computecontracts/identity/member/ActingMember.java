package org.computecontracts.identity.member;

import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.Role;
import org.computecontracts.kernel.TenantId;

/** Who sits in front of a browser session: a member, the tenant looked at, and what the member may do there. */
public record ActingMember(TenantId tenant, Did member, Role role) {}

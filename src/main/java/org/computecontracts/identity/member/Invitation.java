package org.computecontracts.identity.member;

import java.time.Instant;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.kernel.Role;
import org.computecontracts.kernel.TenantId;

/**
 * A place in a tenant, offered to an account and not yet taken.
 *
 * @param handle of the invited, as it was then
 * @param inviter whose going ends it
 */
public record Invitation(
        UUID id, TenantId tenant, Did did, Handle handle, Role role, Did inviter, Instant madeAt, Instant expiresAt) {}

package org.computecontracts.identity;

import org.computecontracts.kernel.Role;
import org.computecontracts.kernel.TenantId;

/** Whom an API token speaks for. */
public record TokenHolder(TenantId tenant, Role role) {}

package org.computecontracts.identity;

import java.util.Set;
import org.computecontracts.kernel.Right;
import org.computecontracts.kernel.TenantId;

/** Whom an API token speaks for, and how far. */
public record TokenHolder(TenantId tenant, Set<Right> rights) {
    public TokenHolder {
        rights = Set.copyOf(rights);
    }
}

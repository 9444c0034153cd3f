package org.computecontracts.identity.token;

import java.util.Set;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.Right;
import org.computecontracts.kernel.TenantId;

/**
 * Whom an API token speaks for, and how far.
 *
 * @param rights those of the token that its maker has, too
 */
public record TokenHolder(TenantId tenant, Did maker, Set<Right> rights) {
    public TokenHolder {
        rights = Set.copyOf(rights);
    }
}

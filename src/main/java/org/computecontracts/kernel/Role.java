package org.computecontracts.kernel;

import java.util.Set;

/** What a member may do in a tenant, as a set of rights with a name. */
public enum Role {
    /** Everything. */
    OWNER,
    /** The requester's side. */
    BUYER,
    /** The provider's side. */
    OPERATOR,
    /** Looks, changes nothing. */
    AUDITOR;

    public Set<Right> rights() {
        return switch (this) {
            case OWNER -> Set.of(Right.values());
            case BUYER -> Set.of(Right.READ, Right.BUY);
            case OPERATOR -> Set.of(Right.READ, Right.OPERATE);
            case AUDITOR -> Set.of(Right.READ);
        };
    }
}

package org.computecontracts.wif.rbac;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.identity.AccountUse;

/** Writes down what workloads may do. */
@ApplicationScoped
class RoleUse implements AccountUse {
    @Override
    public Set<Nsid> collections() {
        return Set.of(RbacRecords.COLLECTION);
    }

    @Override
    public Set<Nsid> methods() {
        return Set.of();
    }
}

package org.computecontracts.market.contract;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Supplier;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.wif.proxy.Roles;

/**
 * Rights that a party writes for the workload of a contract. The contract names a right from before it is written until it is
 * taken back.
 */
@ApplicationScoped
public class WrittenRights {
    @Inject
    ContractStore contracts;

    @Inject
    Counterparties counterparties;

    @Inject
    Roles roles;

    /** Safe to repeat; empty when the contract has come to its end meanwhile. */
    public Optional<StrongRef> write(Contract contract, String rkey, Supplier<StrongRef> right) {
        var tenant = contract.tenant();
        var role = roles.place(tenant, rkey);
        if (!contracts
                .change(tenant, contract.id(), c -> c.granting(role))
                .state()
                .isBinding()) {
            return Optional.empty();
        }
        var rbac = right.get();
        if (!contracts.get(tenant, contract.id()).state().isBinding()) {
            // Another node may have taken back what was not there yet
            roles.withdraw(tenant, role);
            return Optional.empty();
        }
        return Optional.of(rbac);
    }

    /** Takes back the right, and what was given by it: safe to repeat. */
    public void withdraw(Contract contract, Runnable given) {
        contract.records().role().ifPresent(role -> {
            if (!counterparties.isOwnDeleted(contract)) {
                // First: what comes later is refused
                roles.withdraw(contract.tenant(), role);
                given.run();
            }
            contracts.change(contract.tenant(), contract.id(), c -> c.records().withdrawn());
        });
    }
}

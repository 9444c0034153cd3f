package org.computecontracts.container;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractStore;

/** Changes a contract as the portal does, in a transaction of its own. */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
public class OvertakingStore {
    @Inject
    ContractStore contracts;

    void change(Contract contract) {
        contracts.change(contract.tenant(), contract.id(), c -> c.failed("Overtaken", c.createdAt()));
    }
}

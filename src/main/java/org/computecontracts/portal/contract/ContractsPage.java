package org.computecontracts.portal.contract;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Needs;
import org.computecontracts.market.contract.ContractLine;
import org.computecontracts.market.contract.Contracts;
import org.computecontracts.market.contract.Side;
import org.jspecify.annotations.Nullable;

/** Behind {@code contracts.xhtml}. */
@Named
@Needs
@RequestScoped
public class ContractsPage {
    @Inject
    CurrentTenant tenant;

    @Inject
    Contracts contracts;

    private @Nullable List<ContractLine> rented;
    private @Nullable List<ContractLine> provided;

    public List<ContractLine> getRented() {
        if (rented == null) {
            rented = contracts.of(tenant.id(), Side.REQUESTER);
        }
        return rented;
    }

    public List<ContractLine> getProvided() {
        if (provided == null) {
            provided = contracts.of(tenant.id(), Side.PROVIDER);
        }
        return provided;
    }
}

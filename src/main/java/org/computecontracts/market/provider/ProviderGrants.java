package org.computecontracts.market.provider;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.WrittenRights;
import org.computecontracts.market.protocol.Publications;
import org.computecontracts.wif.proxy.Roles;
import org.computecontracts.wif.rbac.NewProviderGrant;

/** What a provider lets the workload of a contract do: exchange its token at the provider's issuer. */
@ApplicationScoped
class ProviderGrants {
    @Inject
    WrittenRights rights;

    @Inject
    Roles roles;

    @Inject
    Publications publications;

    /** Lets the workload exchange its token at the provider's issuer. Safe to repeat. */
    public void write(Contract contract) {
        var rkey = contract.records().bid().orElseThrow().uri().rkey();
        var grant = new NewProviderGrant(
                rkey, contract.parties().requester(), contract.request().role(), template(contract));
        var unused = rights.write(contract, rkey, () -> roles.grantProvider(contract.tenant(), grant));
    }

    /** How the provider said in its bid that the workload's tokens would name it. */
    public String template(Contract contract) {
        return publications
                .written(contract.tenant(), "config " + contract.id())
                .orElseThrow()
                .text("subject");
    }

    /** Safe to repeat. */
    void withdraw(Contract contract) {
        rights.withdraw(contract, () -> {});
    }
}

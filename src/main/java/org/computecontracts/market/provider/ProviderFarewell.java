package org.computecontracts.market.provider;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.kernel.Json;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.Counterparties;
import org.computecontracts.market.contract.LifecycleEvents;
import org.computecontracts.market.contract.Retractions;
import org.computecontracts.market.contract.Side;
import org.computecontracts.market.contract.Steps;
import org.computecontracts.market.protocol.Evidence;
import org.computecontracts.market.protocol.MarketNsid;

/** The last word of a provider that ends a contract, or cannot go on with it: a record, and why. */
@ApplicationScoped
class ProviderFarewell {
    @Inject
    ContractStore contracts;

    @Inject
    LifecycleEvents lifecycleEvents;

    @Inject
    Counterparties counterparties;

    @Inject
    Receipts receipts;

    @Inject
    Retractions retractions;

    @Inject
    Accounts accounts;

    @Inject
    SettlementEndpoint settlementEndpoint;

    @Inject
    Evidence evidence;

    @Inject
    Steps steps;

    /** Before there is an accept by taking the bid back, before it is paid by refusing to settle, then under the receipt. */
    void say(Contract contract, String reason) {
        if (counterparties.isOwnDeleted(contract)) {
            return;
        }
        if (contract.records().accept().isEmpty()) {
            retractions.ofProvider(contract);
        } else if (!contract.delivery().isEndedBy(Side.REQUESTER) && !counterparties.isDeleted(contract)) {
            tell(contract, reason);
        }
    }

    /** Also whoever asked for the end reads that the machine may still be there. Who reads of a failure knows. */
    void ofRemains(Contract contract, String remains) {
        var isHeard = !counterparties.isOwnDeleted(contract) && !counterparties.isDeleted(contract);
        if (isHeard
                && contract.failure().isEmpty()
                && contract.records().receipt().isPresent()) {
            lifecycleEvents.send(contract, MarketNsid.VM_FAILED, Json.object().put("reason", remains));
        }
    }

    private void tell(Contract contract, String reason) {
        if (contract.records().receipt().isEmpty()) {
            if (!settlementEndpoint.isUnderWay(contract)) {
                return;
            }
            receipts.issue(contract.tenant(), contract.id());
        }
        var kind = contract.failure().isPresent() ? MarketNsid.VM_FAILED : MarketNsid.VM_DELETE;
        var receipted = contracts.get(contract.tenant(), contract.id());
        send(receipted, kind, reason);
    }

    private void send(Contract contract, Nsid kind, String reason) {
        var owed = accounts.owes(contract) ? "; what was paid is owed back" : "";
        lifecycleEvents.send(contract, kind, Json.object().put("reason", reason + owed));
    }
}

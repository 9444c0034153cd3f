package org.computecontracts.market;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.kernel.Json;

/** The last word of a party: whoever ends a contract, or cannot go on with it, tells the other one by a record, and why. */
@ApplicationScoped
class Farewells {
    @Inject
    ContractStore contracts;

    @Inject
    Notices notices;

    @Inject
    Counterparties counterparties;

    @Inject
    Receipts receipts;

    @Inject
    Retractions retractions;

    @Inject
    Accounts accounts;

    @Inject
    Till till;

    @Inject
    Evidence evidence;

    @Inject
    Steps steps;

    /** Under the receipt. Whoever was told by the other party does not tell it again. */
    void ofRequester(Contract contract) {
        var requester = contract.parties().requester();
        if (counterparties.isDeleted(contract)) {
            steps.tell(contract, Steps.END, requester, "Contract ended", "there is nobody to be told", null, "");
        } else if (contract.isEndedBy(Side.PROVIDER)) {
            steps.tell(contract, Steps.END, requester, "Contract ended", "right and keys are gone", null, "");
        } else {
            var event = notices.send(
                    contract,
                    MarketNsid.VM_DELETE,
                    Json.object().put("reason", contract.failure().orElse("session_ended")));
            steps.tell(
                    contract,
                    Steps.END,
                    requester,
                    "Contract ended",
                    "machine, right and keys are gone",
                    event.ref(),
                    evidence.words(event));
        }
    }

    /** Before there is an accept by taking the bid back, before it is paid by refusing to settle, then under the receipt. */
    void ofProvider(Contract contract, String reason) {
        if (counterparties.isOwnDeleted(contract)) {
            return;
        }
        if (contract.records().accept().isEmpty()) {
            retractions.ofProvider(contract);
        } else if (!contract.isEndedBy(Side.REQUESTER) && !counterparties.isDeleted(contract)) {
            tell(contract, reason);
        }
    }

    /** Also whoever asked for the end reads that the machine may still be there. Who reads of a failure knows. */
    void ofRemains(Contract contract, String remains) {
        var isHeard = !counterparties.isOwnDeleted(contract) && !counterparties.isDeleted(contract);
        if (isHeard
                && contract.failure().isEmpty()
                && contract.records().receipt().isPresent()) {
            notices.send(contract, MarketNsid.VM_FAILED, Json.object().put("reason", remains));
        }
    }

    private void tell(Contract contract, String reason) {
        if (contract.records().receipt().isEmpty()) {
            if (!till.isUnderWay(contract)) {
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
        notices.send(contract, kind, Json.object().put("reason", reason + owed));
    }
}

package org.computecontracts.market.requester;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.computecontracts.kernel.Json;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.Counterparties;
import org.computecontracts.market.contract.LifecycleEvents;
import org.computecontracts.market.contract.Side;
import org.computecontracts.market.contract.StepKind;
import org.computecontracts.market.contract.Steps;
import org.computecontracts.market.protocol.Evidence;
import org.computecontracts.market.protocol.MarketNsid;

/** The last word of a requester, under the receipt: it ends the contract, and why. */
@ApplicationScoped
class RequesterFarewell {
    @Inject
    LifecycleEvents lifecycleEvents;

    @Inject
    Counterparties counterparties;

    @Inject
    Evidence evidence;

    @Inject
    Steps steps;

    /** Under the receipt. Whoever was told by the other party does not tell it again. */
    void say(Contract contract) {
        var requester = contract.parties().requester();
        if (counterparties.isDeleted(contract)) {
            steps.tell(contract, requester, StepKind.ENDED_ALONE.once());
        } else if (contract.delivery().isEndedBy(Side.PROVIDER)) {
            steps.tell(contract, requester, StepKind.ENDED_BY_PROVIDER.once());
        } else {
            var event = lifecycleEvents.send(
                    contract,
                    MarketNsid.VM_DELETE,
                    Json.object().put("reason", contract.failure().orElse("session_ended")));
            steps.tell(contract, requester, StepKind.ENDED.of(event.ref()).checked(evidence.checks(event)));
        }
    }
}

package org.computecontracts.market.requester;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.Counterparties;
import org.computecontracts.market.contract.Retractions;
import org.computecontracts.market.contract.StepKind;
import org.computecontracts.market.contract.Steps;
import org.computecontracts.market.protocol.MarketSettings;

/** The end of a contract at its requester: right and keys are taken back, and the provider learns of it by a record. */
@ApplicationScoped
class RequesterEnding {
    private static final Duration A_WHILE = Duration.ofSeconds(20);

    @Inject
    ContractStore contracts;

    @Inject
    RequesterFarewell farewell;

    @Inject
    Counterparties counterparties;

    @Inject
    Settlements settlements;

    @Inject
    ReceiptVerifier receipts;

    @Inject
    Retractions retractions;

    @Inject
    Grants grants;

    @Inject
    MarketSettings settings;

    @Inject
    Steps steps;

    @Inject
    Clock clock;

    /** The requester's step from ENDING to its end. Safe to repeat. */
    public void end(Contract contract) {
        grants.withdraw(contract);
        if (contract.records().receipt().isPresent()) {
            farewell.say(contract);
        } else if (settlements.mayBePaid(contract)) {
            if (isWaited(contract)) {
                return;
            }
            tell(contract, StepKind.ENDED_IN_DOUBT);
        } else {
            if (!counterparties.isOwnDeleted(contract)) {
                retractions.ofRequester(contract);
            }
            tell(contract, StepKind.ENDED_WITHOUT_RECEIPT);
        }
        contracts.change(contract.tenant(), contract.id(), c -> c.ended(clock.instant()));
    }

    /** What was signed may still be taken, and then there is a machine to be ended; a receipt tells. */
    private boolean isWaited(Contract contract) {
        var receipt = receipts.find(contract);
        if (receipt.isEmpty()
                && contract.changedAt().plus(settings.settleWithin()).isBefore(clock.instant())) {
            return false;
        }
        contracts.change(contract.tenant(), contract.id(), c -> {
            receipt.ifPresent(c.records()::receipt);
            c.waiting(
                    c.failure().map(why -> why + ". ").orElse("")
                            + "The payment that was signed may still be taken; the end waits for what becomes of it",
                    clock.instant().plus(receipt.isPresent() ? Duration.ZERO : A_WHILE));
        });
        return true;
    }

    private void tell(Contract contract, StepKind end) {
        steps.tell(contract, contract.parties().requester(), end.once());
    }
}

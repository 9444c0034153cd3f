package org.computecontracts.market.provider;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.Counterparties;
import org.computecontracts.market.contract.Fact;
import org.computecontracts.market.contract.Side;
import org.computecontracts.market.contract.StepKind;
import org.computecontracts.market.contract.Steps;

/** The end of a contract at its provider: machine, room and rights are given back, and the books are closed. */
@ApplicationScoped
class ProviderEnding {
    private static final Duration A_MOMENT = Duration.ofSeconds(2);
    private static final Duration A_WHILE = Duration.ofSeconds(20);

    @Inject
    ContractStore contracts;

    @Inject
    ProviderFarewell farewell;

    @Inject
    Counterparties counterparties;

    @Inject
    Workloads workloads;

    @Inject
    Accounts accounts;

    @Inject
    Reversals reversals;

    @Inject
    Rooms rooms;

    @Inject
    ProviderGrants grants;

    @Inject
    Steps steps;

    @Inject
    Clock clock;

    /** The provider's step: told to stop, it stops; gone and its books closed, it is ended. Safe to repeat. */
    public void end(Contract asked) {
        var reason = reason(asked);
        workloads.stop(asked, reason);
        rooms.release(asked);
        if (asked.delivery().isEndedBy(Side.REQUESTER) && !workloads.isGone(asked)) {
            // Whether there was a machine until then is found out when it is torn down
            contracts.lookAgain(asked, A_MOMENT);
            return;
        }
        var contract = judged(asked);
        if (!accounts.close(contract)) {
            if (contract.records().receipt().isPresent() && reversals.isUndone(contract)) {
                // It may never be known whether it comes again
                farewell.say(contract, reason);
            }
            contracts.lookAgain(contract, A_MOMENT);
            return;
        }
        farewell.say(contract, reason);
        if (!workloads.isGone(contract)) {
            contracts.lookAgain(contract, A_MOMENT);
            return;
        }
        grants.withdraw(contract);
        tornDown(contract);
        contracts.change(contract.tenant(), contract.id(), c -> c.ended(clock.instant()));
    }

    /** Whoever ends what does not answer any more got no machine until then. */
    private Contract judged(Contract contract) {
        return workloads.isLost(contract)
                ? contracts.change(
                        contract.tenant(),
                        contract.id(),
                        c -> c.lost("The machine was lost before it was ended", clock.instant()))
                : contract;
    }

    /** Waited for no longer than it may take; what is left then, both parties read. */
    private void tornDown(Contract contract) {
        var remains = workloads.remains(contract);
        remains.ifPresent(why -> farewell.ofRemains(contract, why));
        var gone = contract.records().accept().isPresent() ? StepKind.MACHINE_GONE : StepKind.BID_TAKEN_BACK;
        steps.tell(
                contract,
                contract.parties().provider().orElseThrow(),
                remains.map(why -> StepKind.MACHINE_LEFT.once().with(Fact.REASON, why))
                        .orElseGet(gone::once));
    }

    /** What came after the end, a payment or a machine, is owed back and stopped. Safe to repeat. */
    public void afterwards(Contract contract) {
        rooms.release(contract);
        if (!contract.delivery().hasRun()) {
            // A payment that is still under way is looked at again
            var unused = accounts.close(contract);
            contracts.lookAgain(contract, A_WHILE);
        }
        if (!workloads.isGone(contract)) {
            workloads.stop(contract, reason(contract));
        }
    }

    private String reason(Contract contract) {
        if (counterparties.isDeleted(contract)) {
            return "the account of the requester is deleted";
        }
        return contract.failure().orElseGet(() -> whoEnded(contract));
    }

    private String whoEnded(Contract contract) {
        if (!contract.delivery().isEndedBy(Side.PROVIDER)) {
            return "the requester ended the contract";
        }
        return contract.delivery().isTimeOver(contract.changedAt())
                ? "the time that was paid for is over"
                : "the provider ended the contract";
    }
}

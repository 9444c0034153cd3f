package org.computecontracts.market;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.Right;
import org.computecontracts.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * Ends contracts: either party says so, or it cannot go on. Rights, keys and room are given back on both sides, the provider
 * tears down and closes its books, and the other party learns of it by a record.
 */
@ApplicationScoped
public class Ends {
    private static final Duration A_MOMENT = Duration.ofSeconds(2);
    private static final Duration A_WHILE = Duration.ofSeconds(20);

    @Inject
    ContractStore contracts;

    @Inject
    Farewells farewells;

    @Inject
    Counterparties counterparties;

    @Inject
    Settlements settlements;

    @Inject
    Receipts receipts;

    @Inject
    Retractions retractions;

    @Inject
    Workloads workloads;

    @Inject
    Accounts accounts;

    @Inject
    Reversals reversals;

    @Inject
    Rooms rooms;

    @Inject
    Grants grants;

    @Inject
    MarketSettings settings;

    @Inject
    Steps steps;

    @Inject
    CurrentTenant current;

    @Inject
    Event<MarketEvent> events;

    @Inject
    Clock clock;

    /**
     * Asks for the end, as whichever party the tenant is; the rest goes on by itself. Ending what is ended changes nothing.
     * RIGHT_MISSING unless whoever asks may buy, or operate what was sold.
     */
    public void end(TenantId tenant, UUID id) {
        var side = contracts.get(tenant, id).parties().side();
        current.require(side == Side.REQUESTER ? Right.BUY : Right.OPERATE);
        contracts.change(tenant, id, c -> c.end(side, clock.instant()));
        events.fireAsync(new MarketEvent.ContractChanged(tenant, id));
    }

    /** The requester's step from ENDING to its end. Safe to repeat. */
    void asRequester(Contract contract) {
        grants.withdraw(contract);
        if (contract.records().receipt().isPresent()) {
            farewells.ofRequester(contract);
        } else if (settlements.mayBePaid(contract)) {
            if (isWaited(contract)) {
                return;
            }
            told(contract, "it may be paid, and no receipt has come", null);
        } else {
            if (!counterparties.isOwnDeleted(contract)) {
                retractions.ofRequester(contract);
            }
            told(contract, "before there was a receipt", null);
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

    private void told(Contract contract, String detail, @Nullable StrongRef record) {
        steps.tell(contract, Steps.END, contract.parties().own().orElseThrow(), "Contract ended", detail, record, "");
    }

    /** The provider's step: told to stop, it stops; gone and its books closed, it is ended. Safe to repeat. */
    void asProvider(Contract asked) {
        var reason = reason(asked);
        workloads.stop(asked, reason);
        rooms.release(asked);
        if (asked.isEndedBy(Side.REQUESTER) && !workloads.isGone(asked)) {
            // Whether there was a machine until then is found out when it is torn down
            contracts.lookAgain(asked, A_MOMENT);
            return;
        }
        var contract = judged(asked);
        if (!accounts.close(contract)) {
            if (contract.records().receipt().isPresent() && reversals.isUndone(contract)) {
                // It may never be known whether it comes again
                farewells.ofProvider(contract, reason);
            }
            contracts.lookAgain(contract, A_MOMENT);
            return;
        }
        farewells.ofProvider(contract, reason);
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
        remains.ifPresent(why -> farewells.ofRemains(contract, why));
        var title = contract.records().accept().isPresent() ? "Torn down" : "Bid taken back";
        steps.tell(
                contract,
                Steps.END,
                contract.parties().provider().orElseThrow(),
                remains.isPresent() ? "Not torn down" : title,
                remains.orElse("nothing of the machine is left"),
                null,
                "");
    }

    /** What came after the end, a payment or a machine, is owed back and stopped. Safe to repeat. */
    void afterwards(Contract contract) {
        rooms.release(contract);
        if (!contract.hasRun()) {
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
        if (!contract.isEndedBy(Side.PROVIDER)) {
            return "the requester ended the contract";
        }
        return contract.isTimeOver(contract.changedAt())
                ? "the time that was paid for is over"
                : "the provider ended the contract";
    }
}

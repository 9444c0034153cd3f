package org.computecontracts.market;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** The next step of a requester's contract, by its state. */
@ApplicationScoped
class RequesterSide {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    @Inject
    ContractStore contracts;

    @Inject
    Rfps rfps;

    @Inject
    Announcements announcements;

    @Inject
    Accepts accepts;

    @Inject
    Settlements settlements;

    @Inject
    Receipts receipts;

    @Inject
    Arrivals arrivals;

    @Inject
    Ends ends;

    /** What is to be done next by whoever asked for a machine. Safe to repeat. */
    void step(Contract contract) {
        switch (contract.state()) {
            case DRAFT -> rfps.finish(contract.tenant(), contract.id());
            case OPEN -> {
                announcements.announce(contract.tenant(), contract.id());
                contracts.lookAgain(contract, A_MINUTE);
            }
            case AWARDED -> accepts.write(contract);
            case ACCEPTED -> settlements.settle(contract);
            case PAID -> receipts.verify(contract);
            case RECEIPTED -> arrivals.watch(contract);
            case RUNNING -> {
                if (contract.url().isEmpty()) {
                    arrivals.watch(contract);
                } else {
                    arrivals.recheck(contract);
                    contracts.lookAgain(contract, A_MINUTE);
                }
            }
            case ENDING -> ends.asRequester(contract);
            case SEEN, DECLINED, BID, ENDED, FAILED -> {}
        }
    }
}

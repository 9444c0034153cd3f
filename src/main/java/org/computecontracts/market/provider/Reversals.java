package org.computecontracts.market.provider;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.Fact;
import org.computecontracts.market.contract.StepKind;
import org.computecontracts.market.contract.Steps;
import org.computecontracts.payment.seller.Paywall;
import org.computecontracts.payment.seller.Undone;

/**
 * What becomes of a contract whose payment the chain took back after it was settled: it waits for the payment, which is sent
 * again as it was signed, and comes to its end without it.
 */
@ApplicationScoped
public class Reversals {
    /** Much longer than what was signed is good for: past that only a chain that cannot be asked leaves it open. */
    private static final Duration GRACE = Duration.ofMinutes(30);

    private static final Duration A_MOMENT = Duration.ofSeconds(5);

    @Inject
    Paywall paywall;

    @Inject
    ContractStore contracts;

    @Inject
    Steps steps;

    @Inject
    Clock clock;

    public boolean isUndone(Contract contract) {
        return undone(contract).isPresent();
    }

    /** Whether the contract waits or ends, and nothing else is to be done for it. Safe to repeat. */
    boolean holdUp(Contract contract) {
        var undone = undone(contract);
        undone.ifPresent(payment -> {
            if (payment.lost() || isTooLong(payment)) {
                end(contract, payment);
            } else {
                await(contract);
            }
        });
        return undone.isPresent();
    }

    private Optional<Undone> undone(Contract contract) {
        return contract.records().accept().flatMap(accept -> paywall.undone(contract.tenant(), accept));
    }

    private boolean isTooLong(Undone payment) {
        return payment.since().plus(GRACE).isBefore(clock.instant());
    }

    private void await(Contract contract) {
        contracts.change(
                contract.tenant(),
                contract.id(),
                c -> c.waiting(
                        "The chain took the payment back with its block; it is sent again",
                        clock.instant().plus(A_MOMENT)));
    }

    private void end(Contract contract, Undone payment) {
        var reason = "The chain took the payment back with its block, and "
                + (payment.lost() ? "it can no longer be made" : "it did not come again within " + GRACE);
        var undone = StepKind.PAYMENT_UNDONE
                .once()
                .with(Fact.WITHIN, Optional.of(GRACE).filter(waited -> !payment.lost()));
        steps.tell(contract, contract.parties().provider().orElseThrow(), undone);
        contracts.change(contract.tenant(), contract.id(), c -> c.failed(reason, clock.instant()));
    }
}

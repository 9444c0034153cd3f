package org.computecontracts.market.provider;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.payment.seller.Paywall;

/** Closes the provider's books on a contract: what was paid was delivered, or is owed back; nothing in between is left. */
@ApplicationScoped
public class Accounts {
    @Inject
    Paywall paywall;

    @Inject
    SettlementEndpoint settlementEndpoint;

    /** False as long as a payment is under way, of which nobody knows yet what becomes of it. Safe to repeat. */
    public boolean close(Contract contract) {
        var accept = contract.records().accept();
        if (accept.isEmpty() || !settlementEndpoint.isUnderWay(contract)) {
            return true;
        }
        if (!paywall.isSettled(contract.tenant(), accept.get())) {
            return false;
        }
        if (owes(contract)) {
            paywall.owesRefund(contract.tenant(), accept.get(), why(contract));
        } else {
            paywall.delivered(contract.tenant(), accept.get());
        }
        return true;
    }

    /** Whatever was paid and not delivered, whyever that was. */
    public boolean owes(Contract contract) {
        var paid = contract.records()
                .accept()
                .filter(accept -> paywall.isSettled(contract.tenant(), accept))
                .isPresent();
        return paid && !contract.isDelivered();
    }

    private static String why(Contract contract) {
        return contract.failure()
                .or(() -> contract.delivery().isLost()
                        ? Optional.of("The machine was lost before it was ended")
                        : Optional.empty())
                .orElse(
                        contract.delivery().hasRun()
                                ? "The provider ended it early"
                                : "It ended before there was a machine");
    }
}

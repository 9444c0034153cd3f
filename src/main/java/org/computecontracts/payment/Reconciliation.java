package org.computecontracts.payment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.payment.evm.Fate;
import org.computecontracts.payment.evm.Log;
import org.computecontracts.payment.evm.Token;

/** Holds what tenants signed against the chain, which alone says whether their money moved, whatever sellers answered. */
@ApplicationScoped
class Reconciliation {
    private static final Logger LOG = Logger.getLogger(Reconciliation.class.getName());

    @Inject
    PaymentSettings settings;

    @Inject
    Chain chain;

    @Inject
    OutgoingStore outgoing;

    @Inject
    Clock clock;

    /** Each payment comes to its end here: found in a block, or its time passed and it is in none. */
    void run() {
        chain.token();
        for (var payment : outgoing.open(settings.network)) {
            try {
                look(payment);
            } catch (ProblemException e) {
                LOG.log(Level.WARNING, "Payment {0} stays {1}: {2}", new Object[] {
                    payment.id(), payment.state(), e.detail()
                });
            }
        }
    }

    /** The payment as the chain knows it now; CHAIN_UNAVAILABLE or CHAIN_REFUSED when it cannot be asked. */
    Outgoing look(Outgoing payment) {
        var token = chain.token();
        return switch (token.fate(payment.authorization(), payment.fromBlock())) {
            case Fate.Used used -> taken(payment, used.transfer(), token);
            // Its nonce is ours alone and was drawn after that block: the node's logs lag behind its state
            case Fate.LongGone gone -> payment;
            case Fate.Canceled canceled -> change(payment, o -> o.unused(clock.instant()));
            case Fate.Open open ->
                change(payment, o -> {
                    o.inNoBlock(clock.instant());
                    if (Settlement.passed(o.authorization(), open.at())) {
                        o.unused(clock.instant());
                    }
                });
        };
    }

    private Outgoing taken(Outgoing payment, Log transfer, Token token) {
        var isDeep = settings.confirmations == 0
                || token.node().latest().number() - transfer.block() >= settings.confirmations;
        return change(payment, o -> o.taken(transfer, isDeep, clock.instant()));
    }

    private Outgoing change(Outgoing payment, Consumer<Outgoing> step) {
        return outgoing.change(payment.tenant(), payment.id(), step);
    }
}

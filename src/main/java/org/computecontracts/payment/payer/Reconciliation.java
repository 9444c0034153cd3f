package org.computecontracts.payment.payer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.payment.chain.Chain;
import org.computecontracts.payment.chain.Depth;
import org.computecontracts.payment.chain.PaymentSettings;
import org.computecontracts.payment.evm.Block;
import org.computecontracts.payment.evm.Fate;
import org.computecontracts.payment.evm.Log;
import org.computecontracts.payment.evm.Token;

/** Holds what tenants signed against the chain, which alone says whether their money moved, whatever sellers answered. */
@ApplicationScoped
public class Reconciliation {
    private static final Logger LOG = Logger.getLogger(Reconciliation.class.getName());

    @Inject
    PaymentSettings settings;

    @Inject
    Chain chain;

    @Inject
    Depth depth;

    @Inject
    OutgoingStore outgoing;

    @Inject
    Clock clock;

    /** Each payment comes to its end here: in a block so deep that it stays, or its time passed and it is in none. */
    void run() {
        var head = chain.token().node().latest().number();
        for (var payment : outgoing.open(settings.network(), head - settings.finalDepth())) {
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
        return payment.isSettled() && payment.isStillIn(token.node()) ? payment : judged(payment, token);
    }

    private Outgoing judged(Outgoing payment, Token token) {
        return switch (token.fate(payment.authorization(), payment.fromBlock())) {
            case Fate.Used(Log transfer) -> taken(payment, transfer, token);
            // Its nonce is ours alone and was drawn after that block: the node's logs lag behind its state
            case Fate.LongGone gone -> payment;
            case Fate.Canceled(long block) -> inNoBlock(payment, depth.isDeep(block, token));
            case Fate.Open(Block head) -> inNoBlock(payment, depth.hasPassed(payment.authorization(), head, token));
        };
    }

    private Outgoing taken(Outgoing payment, Log transfer, Token token) {
        var isDeep = depth.isDeep(transfer.block(), token);
        return change(payment, o -> o.taken(transfer, isDeep, clock.instant()));
    }

    private Outgoing inNoBlock(Outgoing payment, boolean forEver) {
        return change(payment, o -> {
            o.inNoBlock(clock.instant());
            if (forEver) {
                o.unused(clock.instant());
            }
        });
    }

    private Outgoing change(Outgoing payment, Consumer<Outgoing> step) {
        return outgoing.change(payment.tenant(), payment.id(), step);
    }
}

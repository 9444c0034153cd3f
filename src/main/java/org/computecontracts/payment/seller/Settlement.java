package org.computecontracts.payment.seller;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.logging.Logger;
import org.computecontracts.kernel.Vault;
import org.computecontracts.payment.PaymentEvent;
import org.computecontracts.payment.PaymentProblem;
import org.computecontracts.payment.chain.Chain;
import org.computecontracts.payment.chain.Depth;
import org.computecontracts.payment.chain.GasAccount;
import org.computecontracts.payment.chain.PaymentSettings;
import org.computecontracts.payment.evm.Block;
import org.computecontracts.payment.evm.Fate;
import org.computecontracts.payment.evm.Log;
import org.computecontracts.payment.evm.Signature;
import org.computecontracts.payment.evm.Token;

/**
 * Takes a charge further, from wherever it is: verify, sign and store, broadcast, find in a block, watch until it is deep.
 * Safe to repeat and to run twice at once: each step looks at the chain first and moves the charge only from where it was.
 */
@ApplicationScoped
public class Settlement {
    private static final Logger LOG = Logger.getLogger(Settlement.class.getName());

    /** How far back it is looked for, to tell what was used before from what was canceled. */
    private static final long LOOK_BACK = 1000;

    @Inject
    PaymentSettings settings;

    @Inject
    Chain chain;

    @Inject
    Depth depth;

    @Inject
    GasAccount gas;

    @Inject
    PaymentVerifier paymentVerifier;

    @Inject
    ChargeStore charges;

    @Inject
    AttemptStore attempts;

    @Inject
    Vault vault;

    @Inject
    Event<PaymentEvent> events;

    @Inject
    Clock clock;

    /** As many steps as can be taken now. */
    Charge advance(Charge charge) {
        var now = charge;
        for (var before = now.state(); ; before = now.state()) {
            now = step(now);
            if (now.state() == before) {
                return now;
            }
        }
    }

    Charge reread(Charge charge) {
        return charges.get(charge.tenant(), charge.id());
    }

    /** One step; the same charge when there is nothing to do, or nothing to be done yet. */
    Charge step(Charge charge) {
        return switch (charge.state()) {
            case RESERVED -> verify(charge);
            case VERIFIED -> sign(charge);
            case SIGNED -> broadcast(charge);
            case BROADCAST -> look(charge);
            case MINED -> watch(charge);
            case FINAL, REJECTED, FAILED, EXPIRED -> charge;
        };
    }

    private Charge verify(Charge charge) {
        var token = chain.settling();
        var a = charge.authorization();
        var simulation = token.simulate(a, calldata(charge, token), gas.key().address());
        if (simulation.consumed()) {
            return consumed(charge, fate(charge, token), token);
        }
        return paymentVerifier
                .onChain(a, simulation)
                .map(reason -> refused(charge, reason))
                .orElseGet(() -> change(charge, c -> c.verified(clock.instant())));
    }

    /** What was paid before may be paid again by the transaction that did it, whatever is to be said against one of ours. */
    private Charge refused(Charge charge, String reason) {
        return charge.undoneAt().isPresent() ? look(charge) : change(charge, c -> c.rejected(reason, clock.instant()));
    }

    private Charge consumed(Charge charge, Fate fate, Token token) {
        return switch (fate) {
            case Fate.Used used -> mined(charge, used.transfer());
            case Fate.Canceled canceled -> canceled(charge, canceled, token);
            case Fate.LongGone gone -> change(charge, c -> c.rejected(Refusal.USED_ELSEWHERE, clock.instant()));
            case Fate.Open open -> charge; // only in a pending transaction: the next look knows more
        };
    }

    /**
     * What became of it here: a transfer from before it was shown to us bought something else. One of our own counts in
     * whatever block a reorganisation puts it.
     */
    private Fate fate(Charge charge, Token token) {
        var fate = token.fate(charge.authorization(), Math.max(0, charge.fromBlock() - LOOK_BACK));
        return fate instanceof Fate.Used(Log transfer)
                        && transfer.block() < charge.fromBlock()
                        && attempts.of(charge.tenant(), charge.id()).stream()
                                .noneMatch(attempt -> attempt.hash().equals(transfer.transaction()))
                ? new Fate.LongGone()
                : fate;
    }

    private Charge sign(Charge charge) {
        var token = chain.settling();
        var key = gas.key();
        var data = calldata(charge, token);
        var outlook = token.node().outlook(key.address());
        var gasLimit = BigInteger.valueOf(settings.gasLimit());
        if (outlook.ether().compareTo(outlook.fees().most().multiply(gasLimit)) < 0) {
            throw PaymentProblem.CHAIN_UNAVAILABLE.because(
                    "The account that pays the gas, %s, is empty", key.address());
        }
        attempts.sign(
                charge.tenant(),
                charge.id(),
                key.address(),
                outlook.mined(),
                nonce -> key.sign(
                        token.domain().chainId(),
                        nonce,
                        gasLimit,
                        token.domain().token(),
                        data,
                        outlook.fees()),
                clock.instant());
        return charges.get(charge.tenant(), charge.id());
    }

    private Charge broadcast(Charge charge) {
        var node = chain.settling().node();
        for (var attempt : attempts.of(charge.tenant(), charge.id())) {
            if (attempt.state() == AttemptState.SIGNED || attempt.state() == AttemptState.SENT) {
                var error = node.broadcast(attempt.raw());
                if (error.isEmpty()) {
                    attempts.mark(attempt, AttemptState.SENT);
                } else {
                    LOG.fine(() -> "The node on transaction " + attempt.hash() + ": "
                            + error.get().message());
                }
            }
        }
        // Whatever the node said: it may know it already, and from here on the chain is asked.
        return change(charge, c -> c.broadcast(clock.instant()));
    }

    private Charge look(Charge charge) {
        var token = chain.settling();
        return switch (fate(charge, token)) {
            case Fate.Used used -> mined(charge, used.transfer());
            case Fate.Canceled canceled -> canceled(charge, canceled, token);
            case Fate.LongGone gone -> charge;
            case Fate.Open open -> unused(charge, token, open.at());
        };
    }

    private Charge canceled(Charge charge, Fate.Canceled canceled, Token token) {
        return depth.isDeep(canceled.block(), token)
                ? change(charge, c -> c.failed("authorization_canceled", clock.instant()))
                : charge;
    }

    private Charge unused(Charge charge, Token token, Block head) {
        if (depth.hasPassed(charge.authorization(), head, token)) {
            return change(charge, c -> c.expired(clock.instant()));
        }
        for (var attempt : attempts.of(charge.tenant(), charge.id())) {
            var receipt = token.node().receipt(attempt.hash());
            if (receipt.isPresent()
                    && !receipt.get().succeeded()
                    && depth.isDeep(receipt.get().block(), token)
                    && !attempt.createdAt().isBefore(charge.offeredAt())) {
                attempts.mark(attempt, AttemptState.REVERTED);
                return change(charge, c -> c.failed("invalid_exact_evm_transaction_failed", clock.instant()));
            }
        }
        return charge;
    }

    private Charge mined(Charge charge, Log transfer) {
        for (var attempt : attempts.of(charge.tenant(), charge.id())) {
            if (attempt.hash().equals(transfer.transaction())) {
                attempts.mark(attempt, AttemptState.MINED);
            }
        }
        var mined = change(charge, c -> c.mined(transfer, clock.instant()));
        return settings.confirmations() == 0 ? confirm(mined) : watch(mined);
    }

    private Charge confirm(Charge charge) {
        var first = !charge.isSettled();
        var settled = change(charge, c -> c.confirmed(clock.instant()));
        if (first && settled.isSettled()) {
            settled.accept().ifPresent(accept -> events.fireAsync(new PaymentEvent.Settled(settled.tenant(), accept)));
        }
        return settled;
    }

    private Charge watch(Charge charge) {
        var token = chain.token();
        var height = token.node().latest().number() - charge.blockNumber();
        if (!token.node().has(charge.blockNumber(), charge.blockHash())) {
            return reorganised(charge, token);
        }
        var watched = height >= settings.confirmations() ? confirm(charge) : charge;
        return height >= settings.finalDepth() && watched.isSettled()
                ? change(watched, c -> c.settledForGood(clock.instant()))
                : watched;
    }

    private Charge reorganised(Charge charge, Token token) {
        return switch (fate(charge, token)) {
            case Fate.Used used -> mined(charge, used.transfer());
            case Fate.LongGone gone -> charge;
            case Fate.Canceled canceled -> sendAgain(charge);
            case Fate.Open open -> sendAgain(charge);
        };
    }

    private Charge sendAgain(Charge charge) {
        var ours = attempts.of(charge.tenant(), charge.id()).stream()
                .filter(attempt -> attempt.state() == AttemptState.MINED)
                .toList();
        ours.forEach(attempt -> attempts.mark(attempt, AttemptState.SENT));
        var undone = change(charge, c -> c.reorged(!ours.isEmpty(), clock.instant()));
        undone.accept().ifPresent(accept -> events.fireAsync(new PaymentEvent.Reorged(undone.tenant(), accept)));
        return undone;
    }

    private Charge change(Charge charge, Consumer<Charge> step) {
        return charges.change(charge.tenant(), charge.id(), step);
    }

    String calldata(Charge charge, Token token) {
        var signature = new Signature(vault.openText(charge.signatureSealed(), Charge.purpose(charge.id())));
        return token.transfer(charge.authorization(), signature);
    }
}

package org.computecontracts.payment.seller;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.time.Clock;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.payment.chain.Chain;
import org.computecontracts.payment.chain.Depth;
import org.computecontracts.payment.chain.GasAccount;
import org.computecontracts.payment.chain.PaymentSettings;
import org.computecontracts.payment.evm.EvmKey;
import org.computecontracts.payment.evm.Node;
import org.computecontracts.payment.evm.Receipt;
import org.computecontracts.payment.evm.Token;
import org.computecontracts.payment.evm.Word;
import org.jspecify.annotations.Nullable;

/**
 * Finds what was left halfway, by a crash, a silent node or a reorganised chain. The stored transactions are sent again
 * first, in the order of their nonces: one that is missing holds up all later ones.
 */
@ApplicationScoped
public class Recovery {
    private static final Logger LOG = Logger.getLogger(Recovery.class.getName());

    @Inject
    PaymentSettings settings;

    @Inject
    Chain chain;

    @Inject
    Depth depth;

    @Inject
    GasAccount gas;

    @Inject
    ChargeStore charges;

    @Inject
    AttemptStore attempts;

    @Inject
    Settlement settlement;

    @Inject
    Clock clock;

    private volatile @Nullable Word lastHead;

    void run() {
        var token = chain.settling();
        var key = gas.key();
        var outlook = token.node().outlook(key.address());
        for (var attempt : attempts.live(settings.network(), key.address())) {
            sendAgain(attempt, token, key, outlook);
        }
        var head = outlook.latest().hash();
        for (var charge : charges.underWay(settings.network())) {
            // What is settled can only change with the chain.
            if (charge.isSettled() && head.equals(lastHead)) {
                continue;
            }
            try {
                settlement.advance(charge);
            } catch (ProblemException e) {
                LOG.log(Level.WARNING, "Charge " + charge.id() + " stays " + charge.state() + ": " + e.detail());
            }
        }
        lastHead = head;
    }

    private void sendAgain(Attempt attempt, Token token, EvmKey key, Node.Outlook outlook) {
        var receipt = token.node().receipt(attempt.hash());
        if (receipt.isPresent()) {
            mined(attempt, receipt.get(), token);
        } else if (attempt.nonce().compareTo(outlook.mined()) < 0) {
            giveUp(attempt);
        } else if (isStuck(attempt)) {
            sendDearer(attempt, token, key, outlook);
        } else {
            var error = token.node().broadcast(attempt.raw());
            error.ifPresentOrElse(
                    no -> LOG.fine(() -> "The node on transaction " + attempt.hash() + ": " + no.message()),
                    () -> attempts.mark(attempt, AttemptState.SENT));
        }
    }

    private void mined(Attempt attempt, Receipt receipt, Token token) {
        if (receipt.succeeded()) {
            attempts.mark(attempt, AttemptState.MINED);
        } else if (depth.isDeep(receipt.block(), token)) {
            attempts.mark(attempt, AttemptState.REVERTED);
        }
    }

    /** Another transaction has its nonce: a dearer one of ours, or one of somebody else with the same key. */
    private void giveUp(Attempt attempt) {
        attempts.mark(attempt, AttemptState.LOST);
        var mayStillPay = attempts.of(attempt.tenant(), attempt.charge()).stream()
                .anyMatch(other -> !other.id().equals(attempt.id())
                        && (other.state() != AttemptState.LOST && other.state() != AttemptState.REVERTED));
        if (!mayStillPay) {
            charges.change(attempt.tenant(), attempt.charge(), c -> c.lostItsTransaction(clock.instant()));
        }
    }

    private boolean isStuck(Attempt attempt) {
        return attempt.state() == AttemptState.SENT
                && attempt.createdAt().plus(settings.bumpAfter()).isBefore(clock.instant());
    }

    private void sendDearer(Attempt attempt, Token token, EvmKey key, Node.Outlook outlook) {
        var dearer = key.sign(
                token.domain().chainId(),
                attempt.nonce(),
                BigInteger.valueOf(settings.gasLimit()),
                token.domain().token(),
                settlement.calldata(charges.get(attempt.tenant(), attempt.charge()), token),
                outlook.fees().atLeastAnEighthAbove(attempt.fees()));
        attempts.replace(attempt, dearer, key.address(), clock.instant());
        token.node().broadcast(dearer.raw());
    }
}

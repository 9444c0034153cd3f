package org.computecontracts.payment.chain;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigInteger;
import org.computecontracts.payment.evm.Authorization;
import org.computecontracts.payment.evm.Block;
import org.computecontracts.payment.evm.Token;

/**
 * How deep a block of the chain is before anything is taken for certain by it: that money moved, and as well that it never
 * will. Above that a block may be replaced by one that says otherwise.
 */
@ApplicationScoped
public class Depth {
    @Inject
    PaymentSettings settings;

    public boolean isDeep(long block, Token token) {
        return settings.confirmations() == 0 || token.node().latest().number() - block >= settings.confirmations();
    }

    /** By the chain's own time: no block that may still come in the place of another one is early enough to use it. */
    public boolean hasPassed(Authorization a, Block head, Token token) {
        if (!isOver(a, head) || settings.confirmations() == 0) {
            return isOver(a, head);
        }
        var deep = head.number() - settings.confirmations();
        return deep >= 0 && isOver(a, token.node().at(deep));
    }

    private static boolean isOver(Authorization a, Block block) {
        return a.validBefore().compareTo(BigInteger.valueOf(block.time().getEpochSecond())) <= 0;
    }
}

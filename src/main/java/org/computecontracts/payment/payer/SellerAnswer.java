package org.computecontracts.payment.payer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.http.HttpAnswer;
import org.computecontracts.payment.evm.Word;
import org.computecontracts.payment.wire.Malformed;
import org.computecontracts.payment.wire.PaymentRequired;
import org.computecontracts.payment.wire.SettleResponse;

/**
 * What a seller answered to a payment: a stranger's word, which decides nothing about money.
 *
 * @param bought what was paid for, when it is there and can be read
 * @param transaction the settlement it names
 * @param refused it will not take this payment; false where it may be asked again
 * @param why in its own words, when there is nothing bought
 */
record SellerAnswer(Optional<ObjectNode> bought, Optional<Word> transaction, boolean refused, String why) {
    private static final int MOST_WORDS = 300;

    static SellerAnswer none() {
        return new SellerAnswer(Optional.empty(), Optional.empty(), false, "no answer came");
    }

    static SellerAnswer of(HttpAnswer answer) {
        var settlement = SettleResponse.in(answer);
        var transaction = settlement.filter(SettleResponse::success).flatMap(s -> transaction(s.transaction()));
        var bought = answer.ok() && answer.status() != 202 ? object(answer) : Optional.<ObjectNode>empty();
        return new SellerAnswer(
                bought,
                transaction,
                !isPending(answer),
                readable(settlement
                        .map(SellerAnswer::words)
                        .filter(words -> !words.isEmpty())
                        .or(() -> demanded(answer))
                        .orElse("HTTP " + answer.status() + (answer.ok() ? " without a JSON object" : ""))));
    }

    /** It settles still, is out of order, or answered what cannot be read: the same payment may be shown again. */
    static boolean isPending(HttpAnswer answer) {
        return answer.ok() || answer.status() >= 500 || answer.status() == 429;
    }

    private static Optional<ObjectNode> object(HttpAnswer answer) {
        try {
            return Optional.of(answer.json());
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    private static Optional<Word> transaction(String hash) {
        try {
            return Optional.of(new Word(hash));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String words(SettleResponse settlement) {
        return settlement.errorMessage().isEmpty()
                ? settlement.errorReason()
                : settlement.errorReason() + ": " + settlement.errorMessage();
    }

    /** A seller that did not come as far as settling asks again, and says there why. */
    private static Optional<String> demanded(HttpAnswer answer) {
        try {
            return answer.status() == 402
                    ? Optional.of(PaymentRequired.read(answer).error()).filter(error -> !error.isBlank())
                    : Optional.empty();
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    private static String readable(String words) {
        var plain = words.replaceAll("\\p{C}", " ").strip();
        return plain.length() > MOST_WORDS ? plain.substring(0, MOST_WORDS) + "…" : plain;
    }
}

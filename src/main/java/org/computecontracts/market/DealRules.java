package org.computecontracts.market;

import java.util.List;
import java.util.Set;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;

/** Whether records fit together into one deal (market protocol section 2): who may say what about which version. */
final class DealRules {
    private final Said request;

    DealRules(Said request) {
        this.request = request;
    }

    Said bid(Said bid) {
        return isOther(bid) ? bid.invalid("It answers another version of the request.") : bid;
    }

    Said acceptance(Said acceptance) {
        if (!acceptance.author().equals(request.author())) {
            return acceptance.invalid("Only who published the request can accept a bid on it.");
        }
        return isOther(acceptance) ? acceptance.invalid("It is about another version of the request.") : acceptance;
    }

    /** By the bidder whose bid was accepted; where it names the acceptance, by one that stands. */
    Said receipt(Said receipt, List<Said> acceptances) {
        var bidders = acceptances.stream()
                .filter(Said::stands)
                .filter(acceptance ->
                        receipt.subject().filter(ref -> names(ref, acceptance)).isPresent())
                .flatMap(acceptance -> acceptance.subject().stream())
                .map(bid -> bid.uri().authority())
                .toList();
        if (bidders.isEmpty()) {
            return receipt.invalid("It is about no acceptance that stands.");
        }
        return bidders.contains(receipt.author())
                ? receipt
                : receipt.invalid("Only the bidder whose bid was accepted can give the receipt.");
    }

    /** The first dialects' receipts name the bid alone. */
    private static boolean names(StrongRef subject, Said acceptance) {
        return subject.equals(acceptance.ref())
                || acceptance.subject().filter(subject::equals).isPresent();
    }

    Said payment(Said payment) {
        return payment.author().equals(request.author())
                ? payment
                : payment.invalid("Only who published the request can agree to pay for it.");
    }

    Said paymentReceipt(Said receipt, List<Said> payments) {
        var payees = payments.stream()
                .filter(payment ->
                        receipt.subject().filter(payment.ref()::equals).isPresent())
                .flatMap(payment -> payment.subject().stream())
                .map(bid -> bid.uri().authority())
                .toList();
        return payees.contains(receipt.author())
                ? receipt
                : receipt.invalid("Only the bidder can say that a payment has come.");
    }

    Said event(Said event, Set<Did> providers) {
        return event.author().equals(request.author()) || providers.contains(event.author())
                ? event
                : event.invalid("Neither party of the contract wrote it.");
    }

    private boolean isOther(Said said) {
        return said.request()
                .filter(ref -> !ref.cid().equals(request.ref().cid()))
                .isPresent();
    }
}

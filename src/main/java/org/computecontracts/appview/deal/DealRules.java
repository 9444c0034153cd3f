package org.computecontracts.appview.deal;

import java.util.List;
import java.util.Set;
import org.computecontracts.appview.DealRecord;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;

/** Whether records fit together into one deal (market protocol section 2): who may say what about which version. */
public final class DealRules {
    private final DealRecord request;

    public DealRules(DealRecord request) {
        this.request = request;
    }

    public DealRecord bid(DealRecord bid) {
        return isOther(bid) ? bid.invalid("It answers another version of the request.") : bid;
    }

    public DealRecord acceptance(DealRecord acceptance) {
        if (!acceptance.author().equals(request.author())) {
            return acceptance.invalid("Only who published the request can accept a bid on it.");
        }
        return isOther(acceptance) ? acceptance.invalid("It is about another version of the request.") : acceptance;
    }

    /** By the bidder whose bid was accepted; where it names the acceptance, by one that stands. */
    public DealRecord receipt(DealRecord receipt, List<DealRecord> acceptances) {
        var bidders = acceptances.stream()
                .filter(DealRecord::stands)
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
    private static boolean names(StrongRef subject, DealRecord acceptance) {
        return subject.equals(acceptance.ref())
                || acceptance.subject().filter(subject::equals).isPresent();
    }

    public DealRecord payment(DealRecord payment) {
        return payment.author().equals(request.author())
                ? payment
                : payment.invalid("Only who published the request can agree to pay for it.");
    }

    public DealRecord paymentReceipt(DealRecord receipt, List<DealRecord> payments) {
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

    public DealRecord event(DealRecord event, Set<Did> providers) {
        return event.author().equals(request.author()) || providers.contains(event.author())
                ? event
                : event.invalid("Neither party of the contract wrote it.");
    }

    private boolean isOther(DealRecord said) {
        return said.request()
                .filter(ref -> !ref.cid().equals(request.ref().cid()))
                .isPresent();
    }
}

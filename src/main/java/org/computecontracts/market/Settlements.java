package org.computecontracts.market;

import static org.computecontracts.market.MarketProblem.ENDPOINT_MISSING;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.Json;
import org.computecontracts.payment.Paid;
import org.computecontracts.payment.PaymentOrder;
import org.computecontracts.payment.PaymentSettings;
import org.computecontracts.payment.Payments;

/** The requester's side of settling: it submits its accept and pays at the URL of the signed bid (market protocol section 7). */
@ApplicationScoped
class Settlements {
    @Inject
    ContractStore contracts;

    @Inject
    Bids bids;

    @Inject
    Evidence evidence;

    @Inject
    Peers peers;

    @Inject
    Payments payments;

    @Inject
    PaymentSettings money;

    @Inject
    Steps steps;

    @Inject
    Clock clock;

    /** The requester's step from ACCEPTED to PAID. Safe to repeat: the payer's ledger knows the order. */
    void settle(Contract contract) {
        var bid = bids.get(contract.tenant(), contract.records().bid().orElseThrow());
        var terms = Terms.of(bid.terms());
        var accept = contract.records().accept().orElseThrow();
        var submitted = submit(contract, bid, accept);
        if (terms.isFree()) {
            remember(contract, submitted);
            steps.tell(
                    contract,
                    Steps.PAYMENT,
                    bid.bidder(),
                    "Nothing to pay",
                    terms.record().optionalText("reason").orElse("free"),
                    terms.record().ref(),
                    evidence.words(terms.record()));
        } else {
            remember(contract, pay(contract, terms, accept).body());
        }
        contracts.change(contract.tenant(), contract.id(), c -> c.paid(clock.instant()));
    }

    private ObjectNode submit(Contract contract, ReceivedBid bid, StrongRef accept) {
        var endpoint = bid.bid().optionalText("submitAccept");
        if (endpoint.isEmpty()) {
            return Json.object();
        }
        return peers.call(
                contract.tenant(),
                endpoint.get(),
                MarketNsid.SUBMIT_ACCEPT,
                Json.object()
                        .put("acceptUri", accept.uri().value())
                        .put("acceptCid", accept.cid().value()));
    }

    private Paid pay(Contract contract, Terms terms, StrongRef accept) {
        var base = terms.record()
                .optionalText("url")
                .orElseThrow(() -> ENDPOINT_MISSING.because(
                        "%s names no settlement URL", terms.record().uri().value()));
        var url = URI.create(base.replaceAll("/+$", "") + "/" + accept.uri().value() + "/"
                + accept.cid().value());
        var expected = terms.payable(money);
        var paid =
                payments.pay(contract.tenant(), new PaymentOrder(accept, url, expected, "contract " + contract.id()));
        steps.tell(
                contract,
                Steps.PAYMENT,
                contract.parties().requester(),
                paid.amount().signum() == 0
                        ? "The seller asked for nothing"
                        : "Paid " + terms.cost().toPlainString() + " " + terms.currency(),
                "x402 on " + paid.network()
                        + (paid.transaction().isEmpty() ? "" : ", transaction " + paid.transaction()),
                null,
                paid.settled() ? "settled on chain" : "the seller says so");
        return paid;
    }

    private void remember(Contract contract, ObjectNode answer) {
        if (answer.path("uri").isTextual() && answer.path("cid").isTextual()) {
            var receipt = new StrongRef(
                    new AtUri(answer.path("uri").asText()),
                    new Cid(answer.path("cid").asText()));
            contracts.change(contract.tenant(), contract.id(), c -> c.records().receipt(receipt));
        }
    }
}

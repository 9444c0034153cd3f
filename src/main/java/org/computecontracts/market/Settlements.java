package org.computecontracts.market;

import static org.computecontracts.market.MarketProblem.ENDPOINT_MISSING;
import static org.computecontracts.market.MarketProblem.RECORD_INVALID;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Identities;
import org.computecontracts.atproto.Pds;
import org.computecontracts.atproto.RepoRecord;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.Json;
import org.computecontracts.payment.Paid;
import org.computecontracts.payment.PaymentOrder;
import org.computecontracts.payment.PaymentSettings;
import org.computecontracts.payment.Payments;
import org.computecontracts.payment.Paywall;
import org.computecontracts.payment.PaywallAnswer;
import org.computecontracts.payment.PaywallRequest;

/**
 * Accept against money against receipt. The requester submits its accept and pays at the URL of the signed bid; the
 * provider's URL demands, settles and answers with the receipt (market protocol section 7, x402).
 */
@ApplicationScoped
public class Settlements {
    @Inject
    ContractStore contracts;

    @Inject
    Bids bids;

    @Inject
    Accepts accepts;

    @Inject
    Receipts receipts;

    @Inject
    Evidence evidence;

    @Inject
    Pds pds;

    @Inject
    Peers peers;

    @Inject
    Payments payments;

    @Inject
    Paywall paywall;

    @Inject
    PaymentSettings money;

    @Inject
    Identities identities;

    @Inject
    MarketSettings settings;

    @Inject
    Steps steps;

    @Inject
    Clock clock;

    /** The requester's step from ACCEPTED to PAID. Safe to repeat: the payer's ledger knows the order. */
    void settle(Contract contract) {
        var bid = bids.get(contract.tenant(), contract.chosenBid().orElseThrow());
        var terms = Terms.of(bid.terms());
        var accept = contract.accept().orElseThrow();
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
        var expected = expected(terms);
        var paid =
                payments.pay(contract.tenant(), new PaymentOrder(accept, url, expected, "contract " + contract.id()));
        steps.tell(
                contract,
                Steps.PAYMENT,
                contract.requester(),
                "Paid " + terms.cost().toPlainString() + " " + terms.currency(),
                "x402 on " + paid.network() + ", transaction " + paid.transaction(),
                null,
                "settled on chain");
        return paid;
    }

    /** What the signed bid says, and nothing else: network, asset and payee must be those of the bid. */
    private org.computecontracts.payment.Terms expected(Terms terms) {
        var payTo = terms.record()
                .optionalText("payTo")
                .orElseThrow(() -> RECORD_INVALID.because(
                        "%s names no payee", terms.record().uri().value()));
        var expected = money.terms(terms.cost(), terms.currency(), payTo);
        for (var field :
                Map.of("network", expected.network(), "asset", expected.asset()).entrySet()) {
            var named = terms.record().optionalText(field.getKey());
            if (named.isPresent() && !named.get().equalsIgnoreCase(field.getValue())) {
                throw RECORD_INVALID.because(
                        "%s asks for %s %s, we pay with %s",
                        terms.record().uri().value(), field.getKey(), named.get(), field.getValue());
            }
        }
        return expected;
    }

    private void remember(Contract contract, ObjectNode answer) {
        if (answer.path("uri").isTextual() && answer.path("cid").isTextual()) {
            var receipt = new StrongRef(
                    new AtUri(answer.path("uri").asText()),
                    new Cid(answer.path("cid").asText()));
            contracts.change(contract.tenant(), contract.id(), c -> c.promised(receipt));
        }
    }

    /** What the settlement URL answers a caller that shows these headers (lower-case names). */
    public SettlementAnswer answer(StrongRef accept, Map<String, String> headers) {
        var contract = accepts.receive(accept);
        var terms = ownTerms(contract);
        if (terms.isFree()) {
            return new SettlementAnswer(200, Map.of(), Json.write(receipt(contract)));
        }
        var resource = URI.create(settings.settlement() + "/" + accept.uri().value() + "/"
                + accept.cid().value());
        var request = new PaywallRequest(accept, resource, expected(terms), headers);
        return switch (paywall.ask(contract.tenant(), request)) {
            case PaywallAnswer.Demand demand -> new SettlementAnswer(demand.status(), demand.headers(), demand.body());
            case PaywallAnswer.Pending pending -> new SettlementAnswer(503, pending.headers(), pending.body());
            case PaywallAnswer.Settled settled ->
                new SettlementAnswer(200, settled.headers(), Json.write(receipt(contract)));
        };
    }

    /** Our own terms, as we signed them. */
    Terms ownTerms(Contract contract) {
        var bid = pds.get(contract.chosenBid().orElseThrow());
        return Terms.of(pds.get(bid.strongRef("payload")));
    }

    private ObjectNode receipt(Contract contract) {
        receipts.settled(contract);
        var issued = receipts.issue(contract.tenant(), contract.id());
        return reply(contract, issued);
    }

    ObjectNode reply(Contract contract, RepoRecord receipt) {
        return Json.object()
                .put("id", contract.id().toString())
                .put("uri", receipt.uri().value())
                .put("cid", receipt.cid().value())
                .put("submitEvent", settings.endpoint(MarketNsid.EVENT_SERVICE));
    }

    /** What submitAccept answers: the receipt at once for a free bid, else where to settle. */
    public ObjectNode submitted(StrongRef accept) {
        var contract = accepts.receive(accept);
        var terms = ownTerms(contract);
        if (terms.isFree() || contract.receipt().isPresent()) {
            return receipt(contract);
        }
        return Json.object()
                .put("id", contract.id().toString())
                .put("submitEvent", settings.endpoint(MarketNsid.EVENT_SERVICE))
                .put(
                        "settle",
                        settings.settlement() + "/" + accept.uri().value() + "/"
                                + accept.cid().value());
    }

    /** The provider's look whether the money came although nobody asked for the receipt. */
    boolean isSettled(Contract contract) {
        var accept = contract.accept().orElseThrow();
        return ownTerms(contract).isFree()
                || paywall.find(contract.tenant(), accept)
                        .filter(p -> p.amount().compareTo(BigInteger.ZERO) > 0)
                        .isPresent();
    }
}

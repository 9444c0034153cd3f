package org.computecontracts.market.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.pds.Pds;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.kernel.Json;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractState;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.market.protocol.MarketProblem;
import org.computecontracts.market.protocol.MarketSettings;
import org.computecontracts.market.protocol.Terms;
import org.computecontracts.payment.Payment;
import org.computecontracts.payment.chain.PaymentSettings;
import org.computecontracts.payment.seller.Paywall;
import org.computecontracts.payment.seller.PaywallAnswer;
import org.computecontracts.payment.seller.PaywallRequest;

/**
 * The provider's side of settling: its URL demands what its signed bid says, settles, and answers with the receipt (market
 * protocol section 7, x402).
 */
@ApplicationScoped
public class SettlementEndpoint {
    @Inject
    AcceptIntake accepts;

    @Inject
    Receipts receipts;

    @Inject
    Rooms rooms;

    @Inject
    Pds pds;

    @Inject
    Paywall paywall;

    @Inject
    PaymentSettings money;

    @Inject
    MarketSettings settings;

    /** What the settlement URL answers a caller that shows these headers (lower-case names). */
    public SettlementAnswer answer(StrongRef accept, Map<String, String> headers) {
        var contract = accepts.receive(accept);
        var terms = ownTerms(contract);
        requireStanding(contract, terms);
        if (terms.isFree()) {
            return new SettlementAnswer(200, Map.of(), Json.write(receipt(contract)));
        }
        var request = new PaywallRequest(accept, URI.create(url(accept)), terms.payable(money), headers);
        return switch (paywall.ask(contract.tenant(), request)) {
            case PaywallAnswer.Demand demand -> new SettlementAnswer(demand.status(), demand.headers(), demand.body());
            case PaywallAnswer.Pending pending -> new SettlementAnswer(503, pending.headers(), pending.body());
            case PaywallAnswer.Settled settled ->
                new SettlementAnswer(200, settled.headers(), Json.write(receipt(contract)));
        };
    }

    /** As {@link #answer} begins, for who only asks about it: nothing is taken in, settled or issued. */
    public SettlementAnswer look(StrongRef accept) {
        var contract = accepts.bidFor(accept);
        var terms = ownTerms(contract);
        if (terms.isFree()) {
            return new SettlementAnswer(200, Map.of(), "");
        }
        var request = new PaywallRequest(accept, URI.create(url(accept)), terms.payable(money), Map.of());
        return switch (paywall.look(contract.tenant(), request)) {
            case PaywallAnswer.Demand demand -> new SettlementAnswer(demand.status(), demand.headers(), "");
            case PaywallAnswer.Pending pending -> new SettlementAnswer(pending.status(), pending.headers(), "");
            case PaywallAnswer.Settled settled -> new SettlementAnswer(200, settled.headers(), "");
        };
    }

    /**
     * Nothing is demanded for what cannot be had: CONTRACT_OVER or BUILDER_FULL, unless money may have moved already or there
     * is a receipt to be given again, for which nothing is asked.
     */
    private void requireStanding(Contract contract, Terms terms) {
        if (isUnderWay(contract)
                || (terms.isFree() && contract.records().receipt().isPresent())) {
            return;
        }
        if (!contract.state().isBinding()) {
            throw MarketProblem.CONTRACT_OVER.because(
                    "%s is %s%s",
                    contract.records().accept().orElseThrow().uri().value(),
                    contract.state(),
                    contract.failure().map(why -> ": " + why).orElse(""));
        }
        if (contract.state() == ContractState.ACCEPTED) {
            rooms.require(contract);
        }
    }

    /** Our own terms, as we signed them. */
    private Terms ownTerms(Contract contract) {
        var bid = pds.get(contract.records().bid().orElseThrow());
        return Terms.of(pds.get(bid.strongRef("payload")));
    }

    private ObjectNode receipt(Contract contract) {
        receipts.settled(contract);
        var issued = receipts.issue(contract.tenant(), contract.id());
        return reply(contract, issued);
    }

    private ObjectNode reply(Contract contract, RepoRecord receipt) {
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
        requireStanding(contract, terms);
        if (terms.isFree() || contract.records().receipt().isPresent()) {
            return receipt(contract);
        }
        return Json.object()
                .put("id", contract.id().toString())
                .put("submitEvent", settings.endpoint(MarketNsid.EVENT_SERVICE))
                .put("settle", url(accept));
    }

    private String url(StrongRef accept) {
        return settings.settlement() + "/" + accept.uri().value() + "/"
                + accept.cid().value();
    }

    /** The provider's look whether the money came although nobody asked for the receipt. */
    boolean isSettled(Contract contract) {
        var accept = contract.records().accept().orElseThrow();
        return ownTerms(contract).isFree() || paywall.isSettled(contract.tenant(), accept);
    }

    /** Whether money moves for it, or has moved. */
    public boolean isUnderWay(Contract contract) {
        return payment(contract).isPresent();
    }

    private Optional<Payment> payment(Contract contract) {
        return contract.records().accept().flatMap(accept -> paywall.find(contract.tenant(), accept));
    }
}

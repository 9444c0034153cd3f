package org.computecontracts.market;

import static org.computecontracts.market.MarketProblem.RECORD_INVALID;
import static org.computecontracts.market.MarketProblem.WRONG_AUTHOR;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.Attestations;
import org.computecontracts.atproto.Identities;
import org.computecontracts.atproto.Pds;
import org.computecontracts.atproto.RepoRecord;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.TenantId;

/** Receipts over request, bid and accept: issued by the provider, verified by the requester. */
@ApplicationScoped
public class Receipts {
    @Inject
    ContractStore contracts;

    @Inject
    Turns turns;

    @Inject
    Publications publications;

    @Inject
    Evidence evidence;

    @Inject
    Pds pds;

    @Inject
    Identities identities;

    @Inject
    MarketSettings settings;

    @Inject
    Steps steps;

    @Inject
    Event<MarketEvent> events;

    @Inject
    Clock clock;

    /** The provider's money is there. */
    void settled(Contract contract) {
        var paid = contracts.change(contract.tenant(), contract.id(), c -> c.paid(clock.instant()));
        steps.tell(paid, Steps.PAYMENT, paid.parties().requester(), "Settled", "before anything is built", null, "");
    }

    /** Issues the receipt; asked again, the same one. What was paid for is ordered next, and is not waited for. */
    RepoRecord issue(TenantId tenant, UUID id) {
        return turns.take(id, () -> issue(contracts.get(tenant, id)));
    }

    private RepoRecord issue(Contract contract) {
        var provider = contract.parties().provider().orElseThrow();
        var receipt = publications.publishSigned(
                contract.tenant(), "receipt " + contract.id(), MarketNsid.RECEIPT, () -> receiptOf(contract));
        if (contract.records().receipt().isEmpty()) {
            contracts.change(contract.tenant(), contract.id(), c -> {
                c.records().receipt(receipt.ref());
                c.receipted(clock.instant());
            });
            steps.tell(
                    contract,
                    Steps.RECEIPT,
                    provider,
                    "Receipt issued",
                    "over request, bid and accept",
                    receipt.ref(),
                    evidence.words(receipt));
            events.fireAsync(new MarketEvent.ContractChanged(contract.tenant(), contract.id()));
        }
        return receipt;
    }

    /** The binding CID covers every field but the CID itself (market protocol section 3.4), so the time is set here. */
    private ObjectNode receiptOf(Contract contract) {
        var accept = pds.get(contract.records().accept().orElseThrow());
        var receipt = Json.object().put("$type", MarketNsid.RECEIPT.value());
        receipt.set("rfp", contract.records().rfp().orElseThrow().toJson());
        receipt.set("bid", contract.records().bid().orElseThrow().toJson());
        receipt.set("accept", accept.ref().toJson());
        receipt.putNull("payload");
        receipt.put("submitEvent", settings.endpoint(MarketNsid.EVENT_SERVICE));
        receipt.put("createdAt", publications.now());
        return receipt.put(
                "cid",
                Attestations.bindingCid(accept.json(), accept.author(), receipt).value());
    }

    /** The requester's step from PAID to RECEIPTED: checks 12 of the market protocol, section 2. */
    void verify(Contract contract) {
        var ref = contract.records().receipt().or(() -> find(contract));
        if (ref.isEmpty()) {
            throw MarketProblem.RECEIPT_PENDING.because(
                    "No receipt for %s yet",
                    contract.records().accept().orElseThrow().uri().value());
        }
        var receipt = evidence.fetchSigned(ref.get(), MarketNsid.RECEIPT);
        check(contract, receipt);
        var receipted = contracts.change(contract.tenant(), contract.id(), c -> {
            c.records().receipt(receipt.ref());
            c.receipted(clock.instant());
        });
        steps.tell(
                receipted,
                Steps.RECEIPT,
                receipt.author(),
                "Receipt from " + identities.handleOf(receipt.author()),
                "over request, bid and accept",
                receipt.ref(),
                evidence.words(receipt) + ", binding");
    }

    private void check(Contract contract, RepoRecord receipt) {
        if (!contract.parties().provider().filter(receipt.author()::equals).isPresent()) {
            throw WRONG_AUTHOR.because(
                    "%s is not by the provider", receipt.uri().value());
        }
        Evidence.same(
                "receipt.rfp",
                receipt.strongRef("rfp"),
                contract.records().rfp().orElseThrow());
        Evidence.same(
                "receipt.bid",
                receipt.strongRef("bid"),
                contract.records().bid().orElseThrow());
        Evidence.same(
                "receipt.accept",
                receipt.strongRef("accept"),
                contract.records().accept().orElseThrow());
        if (!Attestations.bindingValid(
                receipt, pds.get(contract.records().accept().orElseThrow()))) {
            throw RECORD_INVALID.because(
                    "%s: its cid is not the binding of the accept",
                    receipt.uri().value());
        }
    }

    /** The receipt that the provider wrote, whether or not anybody was told of it. */
    Optional<StrongRef> find(Contract contract) {
        var accept = contract.records().accept().orElseThrow();
        return pds.list(contract.parties().provider().orElseThrow(), MarketNsid.RECEIPT).stream()
                .filter(receipt ->
                        receipt.optionalRef("accept").filter(accept::equals).isPresent())
                .map(RepoRecord::ref)
                .findFirst();
    }
}

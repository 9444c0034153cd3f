package org.computecontracts.market.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.computecontracts.atproto.attestation.Attestations;
import org.computecontracts.atproto.pds.Pds;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.MarketEvent;
import org.computecontracts.market.contract.StepKind;
import org.computecontracts.market.contract.Steps;
import org.computecontracts.market.protocol.Evidence;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.market.protocol.MarketSettings;
import org.computecontracts.market.protocol.Publications;

/** Receipts over request, bid and accept: issued once, when the money is there. */
@ApplicationScoped
public class Receipts {
    @Inject
    ContractStore contracts;

    @Inject
    Publications publications;

    @Inject
    Evidence evidence;

    @Inject
    Pds pds;

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
        steps.tell(paid, paid.parties().requester(), StepKind.PAYMENT_RECEIVED.once());
    }

    /**
     * Issues the receipt; asked again, also at the same moment, the same one. What was paid for is ordered next, and is not
     * waited for.
     */
    public RepoRecord issue(TenantId tenant, UUID id) {
        var contract = contracts.get(tenant, id);
        var provider = contract.parties().provider().orElseThrow();
        var receipt = publications.publishSigned(
                contract.tenant(), "receipt " + contract.id(), MarketNsid.RECEIPT, () -> receiptOf(contract));
        if (isFirst(contract, receipt)) {
            steps.tell(
                    contract,
                    provider,
                    StepKind.RECEIPT_ISSUED.of(receipt.ref()).checked(evidence.checks(receipt)));
            events.fireAsync(new MarketEvent.ContractMoved(contract.tenant(), contract.id()));
        }
        return receipt;
    }

    private boolean isFirst(Contract contract, RepoRecord receipt) {
        var first = new AtomicBoolean();
        contracts.change(contract.tenant(), contract.id(), c -> {
            first.set(c.records().receipt().isEmpty());
            c.records().receipt(receipt.ref());
            c.receipted(clock.instant());
        });
        return first.get();
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
}

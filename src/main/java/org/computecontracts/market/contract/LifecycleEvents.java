package org.computecontracts.market.contract;

import static org.computecontracts.market.protocol.MarketProblem.NOT_OUR_CONTRACT;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.pds.Pds;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.market.protocol.Evidence;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.market.protocol.Peers;
import org.computecontracts.market.protocol.Publications;

/** Lifecycle notices between the two parties of a contract: market.event over events.vm.* (market protocol section 8.4). */
@ApplicationScoped
public class LifecycleEvents {
    private static final Logger LOG = Logger.getLogger(LifecycleEvents.class.getName());

    @Inject
    ContractStore contracts;

    @Inject
    CounterpartStore counterparts;

    @Inject
    Publications publications;

    @Inject
    Evidence evidence;

    @Inject
    Peers peers;

    @Inject
    Pds pds;

    @Inject
    Tenants tenants;

    @Inject
    Identities identities;

    @Inject
    Steps steps;

    @Inject
    Event<MarketEvent> events;

    @Inject
    Clock clock;

    /**
     * Writes both records, once, and submits them to the endpoint that the other party's record names. A submission that is
     * lost does no harm: the records are found by reading.
     */
    public RepoRecord send(Contract contract, Nsid kind, ObjectNode payload) {
        var purpose = kind.value() + " " + contract.id();
        var sent = publications.written(contract.tenant(), "event " + purpose);
        if (sent.isPresent()) {
            return sent.get();
        }
        var said = publications.publishSigned(contract.tenant(), "payload " + purpose, kind, () -> payload);
        var event = publications.publishSigned(contract.tenant(), "event " + purpose, MarketNsid.EVENT, () -> {
            var json = Json.object();
            json.set("receipt", contract.records().receipt().orElseThrow().toJson());
            json.set("payload", said.ref().toJson());
            return json;
        });
        submit(contract, event);
        return event;
    }

    private void submit(Contract contract, RepoRecord event) {
        var input = Json.object()
                .put("uri", event.uri().value())
                .put("cid", event.cid().value());
        input.set("record", event.json());
        try {
            endpoint(contract)
                    .ifPresent(endpoint -> peers.call(contract.tenant(), endpoint, MarketNsid.SUBMIT_EVENT, input));
        } catch (ProblemException e) {
            LOG.log(Level.INFO, "submitEvent for {0}: {1}", new Object[] {
                event.uri().value(), e.detail()
            });
        }
    }

    /** As the other party's record of the contract names it: the receipt, or the accept. */
    private Optional<String> endpoint(Contract contract) {
        var requester = contract.parties().side() == Side.REQUESTER;
        var records = contract.records();
        var word = requester ? records.receipt() : records.accept();
        return word.map(ref -> evidence.fetch(ref, requester ? MarketNsid.RECEIPT : MarketNsid.ACCEPT))
                .flatMap(record -> record.optionalText("submitEvent"));
    }

    /** Takes in an event of the other party. Kinds we do not know are fine and change nothing. */
    public void receive(StrongRef ref) {
        var event = evidence.fetchSigned(ref, MarketNsid.EVENT);
        var payload = event.strongRef("payload");
        Evidence.sameAuthor(event, payload);
        var contract = addressed(event);
        var kind = payload.uri().collection();
        if (kind.equals(MarketNsid.VM_DELETE)) {
            ended(contract, event, evidence.fetch(payload, kind));
        } else if (contract.parties().side() == Side.REQUESTER) {
            heard(contract, kind, event, payload);
        }
        events.fireAsync(new MarketEvent.ContractMoved(contract.tenant(), contract.id()));
    }

    /** By the receipt that was verified when the contract came to have it: nobody has to be asked. */
    private Contract addressed(RepoRecord event) {
        var receipt = event.strongRef("receipt");
        return counterparts
                .withReceipt(receipt, event.author())
                .orElseThrow(() -> NOT_OUR_CONTRACT.because(
                        "%s is no party of a contract here with receipt %s",
                        event.author().value(), receipt.uri().value()));
    }

    private void ended(Contract contract, RepoRecord event, RepoRecord payload) {
        var by = contract.parties().side().other();
        var ending = contracts.change(contract.tenant(), contract.id(), c -> c.end(by, clock.instant()));
        var end = by == Side.REQUESTER ? StepKind.REQUESTER_ENDED : StepKind.PROVIDER_ENDED;
        tell(ending, event, end.of(event.ref()).with(Fact.REASON, payload.optionalText("reason")));
    }

    private void tell(Contract contract, RepoRecord event, NewStep step) {
        steps.tell(contract, event.author(), step.checked(evidence.checks(event)));
    }

    private void heard(Contract contract, Nsid kind, RepoRecord event, StrongRef payload) {
        if (kind.equals(MarketNsid.VM_STARTED)) {
            tell(contract, event, StepKind.MACHINE_STARTED.of(event.ref()));
        } else if (kind.equals(MarketNsid.VM_ON_NETWORK)) {
            running(contract, event, evidence.fetch(payload, kind));
        } else if (kind.equals(MarketNsid.VM_FAILED)) {
            failed(contract, event, evidence.fetch(payload, kind).optionalText("reason"));
        }
    }

    private void running(Contract contract, RepoRecord event, RepoRecord said) {
        var handle = identities.handleOf(event.author());
        var problem = said.optionalText("problem").map(why -> "The machine at " + handle + " reports: " + why);
        contracts.change(contract.tenant(), contract.id(), c -> c.running(problem, clock.instant()));
        tell(contract, event, StepKind.USER_DATA_RUN.of(event.ref()).with(Fact.DETAIL, said.optionalText("detail")));
    }

    /** After the end it tells what became of the machine. */
    private void failed(Contract contract, RepoRecord event, Optional<String> reason) {
        var why = identities.handleOf(event.author()) + " cannot go on: " + reason.orElse("no reason given");
        contracts.change(contract.tenant(), contract.id(), c -> c.failed(why, clock.instant()));
        var isOver = !contract.state().isBinding() && contract.failure().isEmpty();
        var kind = isOver ? StepKind.AFTERWORD : StepKind.MACHINE_FAILED;
        tell(contract, event, kind.of(event.ref()).with(Fact.REASON, reason));
    }
}

package org.computecontracts.market;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.computecontracts.compute.BuildState;
import org.computecontracts.compute.Builds;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.TenantId;

/** Ends contracts: the requester says so, the provider tears down, rights and keys are withdrawn on both sides. */
@ApplicationScoped
public class Ends {
    @Inject
    ContractStore contracts;

    @Inject
    Notices notices;

    @Inject
    Counterparties counterparties;

    @Inject
    Evidence evidence;

    @Inject
    Workloads workloads;

    @Inject
    Builds builds;

    @Inject
    Grants grants;

    @Inject
    Steps steps;

    @Inject
    Event<MarketEvent> events;

    @Inject
    Clock clock;

    /** Asks for the end; the rest goes on by itself. Ending what is ended changes nothing. */
    public void end(TenantId tenant, UUID id) {
        contracts.change(tenant, id, c -> c.end(clock.instant()));
        events.fireAsync(new MarketEvent.ContractChanged(tenant, id));
    }

    /** The requester's step from ENDING to ENDED. Safe to repeat. */
    void asRequester(Contract contract) {
        var tenant = contract.tenant();
        grants.withdraw(contract);
        if (contract.records().receipt().isPresent() && !counterparties.isDeleted(contract)) {
            var receipt = evidence.fetch(contract.records().receipt().get(), MarketNsid.RECEIPT);
            var event =
                    notices.send(contract, MarketNsid.VM_DELETE, Json.object().put("reason", "session_ended"), receipt);
            steps.tell(
                    contract,
                    Steps.END,
                    contract.parties().requester(),
                    "Contract ended",
                    "machine, right and keys are gone",
                    event.ref(),
                    evidence.words(event));
        } else {
            steps.tell(
                    contract,
                    Steps.END,
                    contract.parties().requester(),
                    "Contract ended",
                    contract.records().receipt().isPresent()
                            ? "there is nobody to be told"
                            : "before there was a receipt",
                    null,
                    "");
        }
        contracts.change(tenant, contract.id(), c -> c.ended(clock.instant()));
    }

    /** The provider's step: told to stop, it stops; gone, it is ended. Safe to repeat. */
    void asProvider(Contract contract) {
        workloads.stop(contract, reason(contract));
        var key = contract.records().accept().map(Contracts::key);
        var build = key.flatMap(k -> builds.find(contract.tenant(), k));
        var gone = build.isEmpty()
                || build.get().state() == BuildState.STOPPED
                || build.get().state() == BuildState.FAILED;
        if (gone) {
            grants.withdraw(contract);
            steps.tell(
                    contract,
                    Steps.END,
                    contract.parties().provider().orElseThrow(),
                    "Torn down",
                    "nothing of the machine is left",
                    null,
                    "");
            contracts.change(contract.tenant(), contract.id(), c -> c.ended(clock.instant()));
        }
    }

    private String reason(Contract contract) {
        return counterparties.isDeleted(contract)
                ? "the account of the requester is deleted"
                : "the requester ended the contract";
    }
}

package org.computecontracts.market;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.computecontracts.atproto.RepoRecord;
import org.computecontracts.compute.Build;
import org.computecontracts.compute.BuildState;
import org.computecontracts.compute.Builds;
import org.computecontracts.kernel.Json;
import org.computecontracts.payment.Paywall;
import org.computecontracts.wif.Enrolments;

/** The next step of a provider's contract, by its state and that of the build. */
@ApplicationScoped
class ProviderSide {
    @Inject
    ContractStore contracts;

    @Inject
    Biddings biddings;

    @Inject
    Till till;

    @Inject
    Receipts receipts;

    @Inject
    Ends ends;

    @Inject
    Notices notices;

    @Inject
    Evidence evidence;

    @Inject
    Builds builds;

    @Inject
    Enrolments enrolments;

    @Inject
    Paywall paywall;

    @Inject
    Steps steps;

    @Inject
    Clock clock;

    /** What is to be done next by whoever bid on a request. Safe to repeat. */
    void step(Contract contract) {
        switch (contract.state()) {
            case SEEN -> biddings.advance(contract.tenant(), contract.id());
            case BID -> contracts.lookAgain(contract, Duration.ofHours(1));
            case ACCEPTED -> {
                if (till.isSettled(contract)) {
                    receipts.settled(contract);
                }
                contracts.lookAgain(contract, Duration.ofSeconds(2));
            }
            case PAID -> receipts.issue(contract.tenant(), contract.id());
            case RECEIPTED, RUNNING -> lookAtBuild(contract);
            case ENDING -> ends.asProvider(contract);
            case DRAFT, OPEN, AWARDED, DECLINED, ENDED, FAILED -> {}
        }
    }

    private void lookAtBuild(Contract contract) {
        var key = Contracts.key(contract.records().accept().orElseThrow());
        var build = builds.find(contract.tenant(), key);
        switch (build.map(b -> b.state()).orElse(BuildState.QUEUED)) {
            case RUNNING -> running(contract, build.orElseThrow());
            case FAILED -> failed(contract, build.orElseThrow().detail());
            case BUILDING -> started(contract);
            case QUEUED, STOPPING, STOPPED -> contracts.lookAgain(contract, Duration.ofSeconds(5));
        }
    }

    private void started(Contract contract) {
        notices.send(contract, MarketNsid.VM_STARTED, Json.object(), accept(contract));
        contracts.lookAgain(contract, Duration.ofSeconds(5));
    }

    private RepoRecord accept(Contract contract) {
        return evidence.fetch(contract.records().accept().orElseThrow(), MarketNsid.ACCEPT);
    }

    private void running(Contract contract, Build build) {
        if (contract.state() == ContractState.RECEIPTED) {
            // A command of user_data that failed is the requester's to judge: the machine runs
            var problem = build.problem().or(() -> unproven(build.key(), contract));
            var said = Json.object().put("detail", build.detail());
            problem.ifPresent(why -> said.put("problem", why));
            notices.send(contract, MarketNsid.VM_ON_NETWORK, said, accept(contract));
            steps.tell(
                    contract,
                    Steps.BUILD,
                    contract.parties().provider().orElseThrow(),
                    "user_data has run",
                    build.detail(),
                    null,
                    "");
            contracts.change(contract.tenant(), contract.id(), c -> c.running(problem, clock.instant()));
        }
        contracts.lookAgain(contract, Duration.ofSeconds(30));
    }

    private Optional<String> unproven(String key, Contract contract) {
        return enrolments.isProven(contract.tenant(), key)
                ? Optional.empty()
                : Optional.of("The machine has not proved its identity");
    }

    private void failed(Contract contract, String reason) {
        paywall.owesRefund(contract.tenant(), contract.records().accept().orElseThrow(), reason);
        notices.send(contract, MarketNsid.VM_FAILED, Json.object().put("reason", reason), accept(contract));
        steps.tell(
                contract, Steps.BUILD, contract.parties().provider().orElseThrow(), "Build failed", reason, null, "");
        contracts.change(contract.tenant(), contract.id(), c -> c.failed(reason, clock.instant()));
    }
}

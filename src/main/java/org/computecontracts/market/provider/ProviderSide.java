package org.computecontracts.market.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.compute.Build;
import org.computecontracts.compute.Builds;
import org.computecontracts.compute.NewHold.Ground;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractState;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.Contracts;
import org.computecontracts.market.contract.Fact;
import org.computecontracts.market.contract.LifecycleEvents;
import org.computecontracts.market.contract.Side;
import org.computecontracts.market.contract.StepKind;
import org.computecontracts.market.contract.Steps;
import org.computecontracts.market.contract.Task.OfProvider;
import org.computecontracts.market.protocol.Evidence;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.wif.issuer.Enrolments;

/** The tasks of whoever bid on a request. */
@ApplicationScoped
public class ProviderSide {
    private static final Logger LOG = Logger.getLogger(ProviderSide.class.getName());
    private static final Duration A_MOMENT = Duration.ofSeconds(5);
    private static final Duration A_WHILE = Duration.ofMinutes(10);

    /** How long what was seen is taken to be there. */
    private static final Duration SEEN_FOR = Duration.ofMinutes(1);

    @Inject
    ContractStore contracts;

    @Inject
    BidPlacement bidPlacement;

    @Inject
    SettlementEndpoint settlementEndpoint;

    @Inject
    Reversals reversals;

    @Inject
    Rooms rooms;

    @Inject
    Receipts receipts;

    @Inject
    Workloads workloads;

    @Inject
    ProviderEnding ending;

    @Inject
    LifecycleEvents lifecycleEvents;

    @Inject
    Evidence evidence;

    @Inject
    Builds builds;

    @Inject
    Enrolments enrolments;

    @Inject
    Steps steps;

    @Inject
    Clock clock;

    /** Safe to repeat. */
    public void carryOut(OfProvider task, Contract contract) {
        switch (task) {
            case PLACE_BID -> bidPlacement.advance(contract.tenant(), contract.id());
            case AWAIT_ACCEPT -> awaitAccept(contract);
            case AWAIT_MONEY -> awaitMoney(contract);
            case ISSUE_RECEIPT, BUILD, RUN -> {
                if (!reversals.holdUp(contract)) {
                    deliver(task, contract);
                }
            }
            case TEAR_DOWN -> ending.end(contract);
            case CLEAR_UP -> ending.afterwards(contract);
            case RELEASE -> rooms.release(contract);
        }
    }

    /** Whether what the clock would end is not known well enough to be ended: money is under way, or nobody has looked since. */
    public boolean isInDoubt(Contract contract) {
        return switch (contract.state()) {
            case ACCEPTED -> settlementEndpoint.isUnderWay(contract);
            case RUNNING ->
                build(contract).filter(build -> !wasThere(contract, build)).isPresent();
            case DRAFT, OPEN, SEEN, DECLINED, BID, AWARDED, PAID, RECEIPTED, ENDING, ENDED, FAILED -> false;
        };
    }

    /** Whether the machine was seen until the time that was paid for was over. */
    private static boolean wasThere(Contract contract, Build build) {
        return build.seenAt()
                .filter(seen -> contract.delivery().isTimeOver(seen.plus(SEEN_FOR)))
                .isPresent();
    }

    private void deliver(OfProvider task, Contract contract) {
        if (task == OfProvider.ISSUE_RECEIPT) {
            rooms.hold(contract, Ground.PAID);
            receipts.issue(contract.tenant(), contract.id());
        } else {
            lookAtBuild(contract);
        }
    }

    private void awaitAccept(Contract contract) {
        if (evidence.isGone(contract.records().rfp().orElseThrow())) {
            takenBack(contract, StepKind.REQUEST_TAKEN_BACK);
        }
        contracts.lookAgain(contract, A_WHILE);
    }

    private void awaitMoney(Contract contract) {
        var age = Duration.between(contract.changedAt(), clock.instant());
        if (settlementEndpoint.isSettled(contract)) {
            receipts.settled(contract);
        } else if (settlementEndpoint.isUnderWay(contract)) {
            rooms.hold(contract, Ground.PAID);
            contracts.lookAgain(contract, A_MOMENT);
            return;
        } else if (evidence.isGone(contract.records().accept().orElseThrow())) {
            takenBack(contract, StepKind.ACCEPT_TAKEN_BACK);
        }
        contracts.lookAgain(contract, age.dividedBy(20).plusSeconds(2));
    }

    private void takenBack(Contract contract, StepKind what) {
        steps.tell(contract, contract.parties().requester(), what.once());
        change(contract, (c, now) -> c.end(Side.REQUESTER, now));
    }

    private Optional<Build> build(Contract contract) {
        return builds.find(
                contract.tenant(), Contracts.key(contract.records().accept().orElseThrow()));
    }

    private void lookAtBuild(Contract contract) {
        var build = build(contract);
        if (build.isEmpty()) {
            order(contract);
            return;
        }
        switch (build.get().state()) {
            case RUNNING -> running(contract, build.get());
            case FAILED ->
                fail(contract, build.get().detail(), build.get().lost() ? Contract::lost : Contract::stopped);
            case BUILDING -> {
                hindered(contract, Optional.empty());
                tell(contract, MarketNsid.VM_STARTED, Json.object());
                contracts.lookAgain(contract, A_MOMENT);
            }
            case QUEUED, STOPPING, STOPPED -> contracts.lookAgain(contract, A_MOMENT);
        }
    }

    private void order(Contract contract) {
        rooms.hold(contract, Ground.PAID);
        workloads.order(contract);
        if (!contracts.get(contract.tenant(), contract.id()).state().isBinding()) {
            // It came to its end meanwhile, before there was a machine to be stopped
            workloads.stop(contract, "the contract has ended");
        }
        contracts.lookAgain(contract, A_MOMENT);
    }

    private void running(Contract contract, Build build) {
        // Whether it was there until the end of its time is known once somebody has looked
        contracts.lookAgain(
                contract, contract.delivery().isTimeOver(clock.instant()) ? A_MOMENT : Duration.ofSeconds(30));
        // A command of user_data that failed is the requester's to judge: the machine runs
        var problem = build.problem().or(() -> unproven(build.key(), contract));
        var said = Json.object().put("detail", build.detail());
        problem.ifPresent(why -> said.put("problem", why));
        hindered(contract, problem);
        if (contract.state() == ContractState.RECEIPTED) {
            change(contract, (c, now) -> c.running(problem, now));
            steps.tell(
                    contract,
                    contract.parties().provider().orElseThrow(),
                    StepKind.USER_DATA_RUN.once().with(Fact.DETAIL, build.detail()));
        }
        tell(contract, MarketNsid.VM_ON_NETWORK, said);
    }

    /** As long as it is so, and no longer. */
    private void hindered(Contract contract, Optional<String> by) {
        if (!contract.pace().problem().equals(by)) {
            contracts.change(contract.tenant(), contract.id(), c -> c.pace().hindered(by));
        }
    }

    private Optional<String> unproven(String key, Contract contract) {
        return enrolments.isProven(contract.tenant(), key)
                ? Optional.empty()
                : Optional.of("The machine has not proved its identity");
    }

    /** Once. No machine is ended because its news cannot be written just now: it is tried again at the next look. */
    private void tell(Contract contract, Nsid kind, ObjectNode payload) {
        try {
            lifecycleEvents.send(contract, kind, payload);
        } catch (ProblemException e) {
            LOG.log(Level.INFO, "{0} of contract {1} is still to be written: {2}", new Object[] {
                kind.value(), contract.id(), e.detail()
            });
        }
    }

    /** The other party is told, and the books are closed, where every contract ends. */
    private void fail(Contract contract, String reason, Failing move) {
        steps.tell(
                contract,
                contract.parties().provider().orElseThrow(),
                StepKind.BUILD_FAILED.once().with(Fact.REASON, reason));
        change(contract, (c, now) -> move.to(c, reason, now));
    }

    /** One of the ways in which a contract cannot go on. */
    private interface Failing {
        void to(Contract contract, String reason, Instant now);
    }

    private void change(Contract contract, BiConsumer<Contract, Instant> move) {
        contracts.change(contract.tenant(), contract.id(), c -> move.accept(c, clock.instant()));
    }
}

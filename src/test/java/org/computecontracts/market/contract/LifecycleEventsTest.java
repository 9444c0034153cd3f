package org.computecontracts.market.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.computecontracts.market.contract.Agreement.ALICE;
import static org.computecontracts.market.contract.Agreement.BOB;
import static org.computecontracts.testing.Injection.inject;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.ProblemType;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.work.AdvisoryLockStore;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.market.protocol.MarketProblem;
import org.computecontracts.market.protocol.PublishedRecords;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.computecontracts.testing.RecordedEvents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a party learns of the other (market protocol, section 8.4). */
class LifecycleEventsTest {
    private static final Did EVE = new Did("did:plc:eeeeeeeeeeeeeeeeeeeeeeee");
    private static final TenantId TENANT = TenantId.random();
    private static final Database database = Database.fresh();

    private final MovingClock clock = new MovingClock();
    private final PublishedRecords records = new PublishedRecords();
    private final LifecycleEvents lifecycle = new LifecycleEvents();
    private final RecordedEvents<MarketEvent> fired = new RecordedEvents<>();

    @BeforeEach
    void wire() {
        database.clear();
        lifecycle.contracts = database.store(ContractStore.class);
        inject(lifecycle.contracts, database.store(AdvisoryLockStore.class), clock);
        lifecycle.counterparts = database.store(CounterpartStore.class);
        lifecycle.evidence = records;
        lifecycle.identities = new Identities() {
            @Override
            public String handleOf(Did did) {
                return did.equals(BOB) ? "bob.test" : "alice.test";
            }
        };
        lifecycle.steps = new Steps();
        inject(lifecycle.steps, database.store(StepStore.class), new RecordedEvents<>(), clock);
        lifecycle.events = fired;
        lifecycle.clock = clock;
    }

    @Test
    void aRequesterHearsThatItsMachineRunsAndWhatIsWrongWithIt() {
        var contract = receipted(Side.REQUESTER);

        receive(BOB, MarketNsid.VM_ON_NETWORK, Json.object().put("problem", "runcmd 3 failed"), contract);
        receive(BOB, MarketNsid.VM_ON_NETWORK, Json.object(), contract);

        assertThat(look(contract).state()).isEqualTo(ContractState.RUNNING);
        assertThat(look(contract).pace().problem()).contains("The machine at bob.test reports: runcmd 3 failed");
        assertThat(fired.fired()).contains(new MarketEvent.ContractMoved(TENANT, contract.id()));
    }

    @Test
    void aRequesterHearsThatTheProviderCannotGoOn() {
        var contract = receipted(Side.REQUESTER);

        receive(BOB, MarketNsid.VM_FAILED, Json.object().put("reason", "no disk"), contract);

        assertThat(look(contract).state()).isEqualTo(ContractState.ENDING);
        assertThat(look(contract).failure()).contains("bob.test cannot go on: no disk");
    }

    @Test
    void eitherHearsThatTheOtherEndedIt() {
        for (var side : Side.values()) {
            var contract = receipted(side);

            receive(side == Side.REQUESTER ? BOB : ALICE, MarketNsid.VM_DELETE, Json.object(), contract);

            assertThat(look(contract).state()).isEqualTo(ContractState.ENDING);
            assertThat(look(contract).delivery().isEndedBy(side.other())).isTrue();
        }
    }

    /** A provider has its own eyes for its machines. */
    @Test
    void nobodyTellsAProviderThatItsMachineRuns() {
        var contract = receipted(Side.PROVIDER);

        receive(ALICE, MarketNsid.VM_ON_NETWORK, Json.object(), contract);
        receive(ALICE, MarketNsid.VM_FAILED, Json.object(), contract);

        assertThat(look(contract).state()).isEqualTo(ContractState.RECEIPTED);
    }

    @Test
    void aKindThatNobodyKnowsChangesNothing() {
        var contract = receipted(Side.REQUESTER);

        receive(BOB, new Nsid("com.publicdomainrelay.temp.events.vm.rebooted"), Json.object(), contract);

        assertThat(look(contract).state()).isEqualTo(ContractState.RECEIPTED);
    }

    @Test
    void strangersHaveNoSay() {
        var contract = receipted(Side.REQUESTER);
        var stranger = event(EVE, EVE, MarketNsid.VM_DELETE, Json.object(), receiptOf(contract));
        var elsewhere = event(BOB, BOB, MarketNsid.VM_DELETE, Json.object(), Agreement.ref(BOB, MarketNsid.RECEIPT));
        var ofAnother = event(BOB, EVE, MarketNsid.VM_DELETE, Json.object(), receiptOf(contract));

        refuses(MarketProblem.NOT_OUR_CONTRACT, stranger);
        refuses(MarketProblem.NOT_OUR_CONTRACT, elsewhere);
        refuses(MarketProblem.RECORD_MISMATCH, ofAnother);
        assertThat(look(contract).state()).isEqualTo(ContractState.RECEIPTED);
    }

    private void refuses(ProblemType problem, StrongRef event) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> lifecycle.receive(event))
                .extracting(ProblemException::type)
                .isEqualTo(problem);
    }

    private void receive(Did author, Nsid kind, ObjectNode payload, Contract contract) {
        lifecycle.receive(event(author, author, kind, payload, receiptOf(contract)));
    }

    private StrongRef event(Did author, Did ofPayload, Nsid kind, ObjectNode payload, StrongRef receipt) {
        RepoRecord said = records.write(ofPayload, kind, payload);
        var event = Json.object().put("nonce", UUID.randomUUID().toString());
        event.set("payload", said.ref().toJson());
        event.set("receipt", receipt.toJson());
        return records.write(author, MarketNsid.EVENT, event).ref();
    }

    private static StrongRef receiptOf(Contract contract) {
        return contract.records().receipt().orElseThrow();
    }

    private Contract receipted(Side side) {
        var contract = Agreement.in(TENANT, side, ContractState.RECEIPTED, clock.instant());
        contract.records().receipt(Agreement.ref(BOB, MarketNsid.RECEIPT));
        lifecycle.contracts.add(contract);
        return contract;
    }

    private Contract look(Contract contract) {
        return lifecycle.contracts.get(TENANT, contract.id());
    }
}

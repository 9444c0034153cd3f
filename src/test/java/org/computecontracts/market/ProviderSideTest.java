package org.computecontracts.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.compute.Build;
import org.computecontracts.compute.BuildState;
import org.computecontracts.compute.Builds;
import org.computecontracts.compute.MachineSpec;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.computecontracts.testing.RecordedEvents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProviderSideTest {
    private static final Database database = Database.fresh();
    private static final TenantId TENANT = TenantId.random();
    private static final Did ALICE = new Did("did:plc:aaaaaaaaaaaaaaaaaaaaaaaa");
    private static final Did BOB = new Did("did:plc:bbbbbbbbbbbbbbbbbbbbbbbb");

    private final MovingClock clock = new MovingClock();
    private final ProviderSide side = new ProviderSide();
    private boolean timeIsOver;

    @BeforeEach
    void wire() {
        database.clear();
        side.contracts = database.store(ContractStore.class);
        side.contracts.turns = database.store(TurnStore.class);
        side.contracts.clock = clock;
        side.steps = new Steps();
        side.steps.store = database.store(StepStore.class);
        side.steps.events = new RecordedEvents<>();
        side.steps.clock = clock;
        side.clock = clock;
        side.till = new Till() {
            @Override
            boolean isPaidTimeOver(Contract contract, Instant then) {
                return timeIsOver;
            }
        };
        side.builds = new Builds() {
            @Override
            public Optional<Build> find(TenantId tenant, String key) {
                var spec = new MachineSpec(1, "512M", "4G", "10G");
                return Optional.of(new Build(
                        key,
                        UUID.randomUUID(),
                        BuildState.RUNNING,
                        "",
                        clock.instant(),
                        clock.instant(),
                        Optional.of("box"),
                        spec,
                        "web",
                        0,
                        Optional.empty()));
            }
        };
    }

    /** What was paid for an hour is not there for ever. */
    @Test
    void endsAMachineOnceItsPaidTimeIsOver() {
        var contract = contract();
        side.step(contract);
        assertThat(stateOf(contract)).isEqualTo(ContractState.RUNNING);

        timeIsOver = true;
        side.step(contract);

        assertThat(stateOf(contract)).isEqualTo(ContractState.ENDING);
        assertThat(side.steps.of(TENANT, contract.id()))
                .singleElement()
                .extracting(Step::title)
                .isEqualTo("The time that was paid for is over");
    }

    private Contract contract() {
        var now = clock.instant();
        var request = new NewRfp(1, "512M", "4G", "10G", null, null, "web", "#cloud-config\n", null);
        var contract = Contract.seen(TENANT, BOB, ref(ALICE, MarketNsid.RFP), request, now);
        contract.bid(ref(BOB, MarketNsid.BID), now);
        contract.accepted(ref(ALICE, MarketNsid.ACCEPT), now);
        contract.paid(now);
        contract.receipted(now);
        contract.running(Optional.empty(), now);
        side.contracts.add(contract);
        return contract;
    }

    private ContractState stateOf(Contract contract) {
        return side.contracts.get(TENANT, contract.id()).state();
    }

    private static StrongRef ref(Did author, Nsid collection) {
        return new StrongRef(AtUri.of(author, collection, "a"), Cid.ofRecord(Json.object()));
    }
}

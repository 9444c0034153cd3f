package org.computecontracts.market.requester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.computecontracts.testing.Injection.inject;

import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.identity.Tenant;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.work.AdvisoryLockStore;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractState;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.Fact;
import org.computecontracts.market.contract.StepKind;
import org.computecontracts.market.contract.Timelines;
import org.computecontracts.market.protocol.NewRfp;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A machine that runs, and an account that is renamed. */
class ReachabilityProbeTest {
    private static final Database DATABASE = Database.fresh();
    private static final TenantId TENANT = TenantId.random();
    private static final Did ALICE = new Did("did:plc:aaaaaaaaaaaaaaaaaaaaaaaa");
    private static final Did BOB = new Did("did:plc:bbbbbbbbbbbbbbbbbbbbbbbb");
    private static final NewRfp REQUEST =
            new NewRfp(1, "512M", "4G", "10G", null, null, "web", "#cloud-config\n", null);

    private final MovingClock clock = new MovingClock();
    private final ReachabilityProbe arrivals = new ReachabilityProbe();
    private String handle = "alice.test";

    @BeforeEach
    void emptyTables() {
        DATABASE.clear();
        arrivals.contracts = DATABASE.store(ContractStore.class);
        inject(arrivals.contracts, DATABASE.store(AdvisoryLockStore.class));
        arrivals.steps = Timelines.in(DATABASE, clock);
        arrivals.clock = clock;
        arrivals.tenants = new Tenants() {
            @Override
            public Tenant get(TenantId tenant) {
                return new Tenant(tenant, ALICE, new Handle(handle), URI.create("https://pds.example"));
            }
        };
    }

    @Test
    void anAddressUnderAFormerNameIsLostAndTheContractSaysSo() {
        var contract = reachable("https://web--alice-test.localhost:8443");
        arrivals.recheck(contract);
        assertThat(now(contract).url()).isPresent();

        handle = "alicia.test";
        arrivals.recheck(contract);
        arrivals.recheck(now(contract));

        assertThat(now(contract).url()).isEmpty();
        assertThat(now(contract).state()).isEqualTo(ContractState.RUNNING);
        assertThat(arrivals.steps.of(TENANT, contract.id()))
                .singleElement()
                .matches(step -> step.kind() == StepKind.ADDRESS_LOST)
                .matches(step -> step.facts().get(Fact.URL).equals("https://web--alice-test.localhost:8443"));
    }

    @Test
    void aLossIsToldEachTimeItHappens() {
        var contract = reachable("https://web--alice-test.localhost:8443");
        handle = "alicia.test";
        arrivals.recheck(contract);
        clock.pass(Duration.ofDays(1));
        arrivals.contracts.change(
                TENANT,
                contract.id(),
                c -> c.reachable(URI.create("https://web--alice-test.localhost:8443"), clock.instant()));

        arrivals.recheck(now(contract));

        assertThat(Timelines.kinds(arrivals.steps, TENANT, contract.id()))
                .containsExactly(StepKind.ADDRESS_LOST, StepKind.ADDRESS_LOST);
    }

    @Test
    void anAddressUnderTheDidStays() {
        var contract = reachable("https://web--did-plc-aaaaaaaaaaaaaaaaaaaaaaaa.localhost:8443");

        handle = "alicia.test";
        arrivals.recheck(contract);

        assertThat(now(contract).url()).isPresent();
    }

    private Contract now(Contract contract) {
        return arrivals.contracts.get(TENANT, contract.id());
    }

    private Contract reachable(String url) {
        var contract = Contract.drafted(UUID.randomUUID(), TENANT, ALICE, REQUEST, clock.instant());
        arrivals.contracts.add(contract);
        return arrivals.contracts.change(TENANT, contract.id(), c -> {
            c.published(ref(ALICE, "market.rfp"), clock.instant());
            c.award(ref(BOB, "market.bid"), BOB, clock.instant());
            c.accepted(ref(ALICE, "market.accept"), clock.instant());
            c.paid(clock.instant());
            c.receipted(clock.instant());
            c.reachable(URI.create(url), clock.instant());
        });
    }

    private static StrongRef ref(Did author, String name) {
        var uri = new AtUri("at://" + author.value() + "/com.publicdomainrelay.temp." + name + "/1");
        return new StrongRef(uri, Cid.ofRecord(Json.object().put("name", name)));
    }
}

package org.computecontracts.market.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.computecontracts.testing.Injection.inject;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.work.AdvisoryLockStore;
import org.computecontracts.market.contract.Agreement;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractState;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.StepStore;
import org.computecontracts.market.contract.Steps;
import org.computecontracts.market.protocol.Check;
import org.computecontracts.market.protocol.Evidence;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.market.protocol.Publications;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.computecontracts.testing.RecordedEvents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Receipts are written to the provider's own server, which may be slow. */
class ReceiptsTest {
    private static final Database database = Database.fresh();
    private static final TenantId BOB = TenantId.random();

    private final MovingClock clock = new MovingClock();
    private final ContractStore contracts = database.store(ContractStore.class);
    private final CountDownLatch answered = new CountDownLatch(1);
    private final CyclicBarrier both = new CyclicBarrier(2);
    private final Steps steps = inject(new Steps(), database.store(StepStore.class), new RecordedEvents<>(), clock);
    private final Receipts receipts = new Receipts();
    private volatile Supplier<Object> server = () -> "answers";
    private final Map<String, RepoRecord> written = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @BeforeEach
    void wire() {
        database.clear();
        inject(contracts, database.store(AdvisoryLockStore.class), clock);
        var publications = new Publications() {
            @Override
            public RepoRecord publishSigned(
                    TenantId tenant, String purpose, Nsid collection, Supplier<ObjectNode> content) {
                server.get();
                return written.computeIfAbsent(purpose, missing -> record());
            }
        };
        var evidence = new Evidence() {
            @Override
            public List<Check> checks(RepoRecord record) {
                return List.of(Check.RECORD, Check.SIGNATURE);
            }
        };
        inject(receipts, contracts, publications, evidence, steps, clock, new RecordedEvents<>());
    }

    /** Whatever locks they would share. */
    @Test
    void aServerThatHangsHoldsUpNoReceiptForAnotherContract() throws Exception {
        var first = paid();
        var asked = new CountDownLatch(1);
        server = () -> {
            asked.countDown();
            return hang();
        };
        var slow = CompletableFuture.runAsync(() -> receipts.issue(BOB, first.id()), threads);
        asked.await();
        server = () -> "answers";
        for (var number = 0; number < 200; number++) {
            var other = paid();
            CompletableFuture.runAsync(() -> receipts.issue(BOB, other.id()), threads)
                    .get(20, TimeUnit.SECONDS);
        }
        assertThat(slow).isNotDone();
        answered.countDown();
        slow.get(20, TimeUnit.SECONDS);
    }

    @Test
    void whoeverAsksAtTheSameMomentGetsTheSameReceiptAndItIsToldOnce() throws Exception {
        var contract = paid();
        server = this::meet;

        var one = CompletableFuture.supplyAsync(() -> receipts.issue(BOB, contract.id()), threads);
        var two = CompletableFuture.supplyAsync(() -> receipts.issue(BOB, contract.id()), threads);

        assertThat(one.get(20, TimeUnit.SECONDS)).isEqualTo(two.get(20, TimeUnit.SECONDS));
        assertThat(contracts.get(BOB, contract.id()).state()).isEqualTo(ContractState.RECEIPTED);
        assertThat(steps.of(BOB, contract.id())).hasSize(1);
    }

    private Object hang() {
        try {
            return answered.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object meet() {
        try {
            return both.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Contract paid() {
        var contract = Agreement.sold(BOB, Optional.empty(), clock.instant());
        contract.paid(clock.instant());
        contracts.add(contract);
        return contract;
    }

    private static RepoRecord record() {
        var ref = Agreement.ref(Agreement.BOB, MarketNsid.RECEIPT);
        return new RepoRecord(ref.uri(), ref.cid(), Json.object());
    }
}

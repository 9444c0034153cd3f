package org.computecontracts.market.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.computecontracts.testing.Injection.inject;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.work.AdvisoryLockStore;
import org.computecontracts.market.contract.Agreement;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.computecontracts.testing.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Contracts whose next step hangs at somebody's server keep no others waiting. */
class ProgressTimerTest {
    private static final TenantId TENANT = TenantId.random();

    /** For each test: hands of the one before look for more work once its servers answer. */
    private final Database database = Database.fresh();

    private final MovingClock clock = new MovingClock();
    private final ContractStore contracts = database.store(ContractStore.class);
    private final Set<UUID> slow = ConcurrentHashMap.newKeySet();
    private final Set<UUID> taken = ConcurrentHashMap.newKeySet();
    private final CountDownLatch released = new CountDownLatch(1);
    private final ProgressTimer timer = node();

    @BeforeEach
    void wire() {
        inject(contracts, database.store(AdvisoryLockStore.class), clock);
    }

    @AfterEach
    void allServersAnswer() {
        released.countDown();
    }

    private ProgressTimer node() {
        var node = new ProgressTimer();
        node.contracts = contracts;
        node.clock = clock;
        node.threads = Threads.factory();
        node.progress = new Progress() {
            @Override
            void advance(TenantId tenant, UUID id) {
                taken.add(id);
                if (slow.contains(id)) {
                    hang();
                } else {
                    contracts.lookAgain(contracts.get(tenant, id), Duration.ofHours(1));
                }
            }
        };
        return node;
    }

    private void hang() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aHundredThatHangDoNotHideTheHundredAndFirst() throws InterruptedException {
        for (var number = 0; number < 100; number++) {
            slow.add(contract(requester(number)).id());
        }
        var last = contract(requester(100));
        clock.pass(Duration.ofSeconds(1));

        timer.tick();

        await(() -> taken.contains(last.id()));
    }

    /** They are few at once, and wait for themselves. */
    @Test
    void aThousandOfOneSlowPartyDoNotHideAnyoneElse() throws InterruptedException {
        for (var number = 0; number < 300; number++) {
            slow.add(contract(requester(0)).id());
        }
        var last = contract(requester(1));
        clock.pass(Duration.ofSeconds(1));

        timer.tick();

        await(() -> taken.contains(last.id()));
        assertThat(taken).hasSizeLessThan(10);
    }

    @Test
    void twoNodesShareTheWorkAndNeitherTakesWhatTheOtherHas() throws InterruptedException {
        var one = contract(requester(1));
        slow.add(one.id());
        clock.pass(Duration.ofSeconds(1));
        timer.tick();
        await(() -> taken.remove(one.id()));
        var two = contract(requester(2));
        clock.pass(Duration.ofSeconds(10));
        timer.hold();
        clock.pass(Duration.ofSeconds(10));

        node().tick();

        await(() -> taken.contains(two.id()));
        assertThat(taken).containsExactly(two.id());
    }

    @Test
    void whatANodeHadInHandWhenItWentIsTakenByAnother() throws InterruptedException {
        var one = contract(requester(1));
        slow.add(one.id());
        clock.pass(Duration.ofSeconds(1));
        timer.tick();
        await(() -> taken.remove(one.id()));
        slow.clear();
        clock.pass(Duration.ofSeconds(16));

        node().tick();

        await(() -> taken.contains(one.id()));
    }

    private Contract contract(Did requester) {
        var rfp = Agreement.ref(requester, MarketNsid.RFP);
        var contract = Contract.seen(TENANT, Agreement.BOB, rfp, Agreement.REQUEST, clock.instant());
        contracts.add(contract);
        return contract;
    }

    private static Did requester(int number) {
        return new Did("did:plc:"
                + "%024d"
                        .formatted(number)
                        .chars()
                        .mapToObj(digit -> String.valueOf((char) (digit - '0' + 'a')))
                        .collect(Collectors.joining()));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (var tries = 0; !condition.getAsBoolean(); tries++) {
            assertThat(tries).as("tries of 20 ms").isLessThan(1_000);
            Thread.sleep(20);
        }
    }
}

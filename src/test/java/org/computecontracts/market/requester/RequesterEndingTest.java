package org.computecontracts.market.requester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.computecontracts.market.contract.Agreement.BOB;
import static org.computecontracts.market.contract.Agreement.ref;
import static org.computecontracts.testing.Injection.configure;
import static org.computecontracts.testing.Injection.inject;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.work.AdvisoryLockStore;
import org.computecontracts.market.contract.Agreement;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractState;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.Counterparties;
import org.computecontracts.market.contract.Retractions;
import org.computecontracts.market.contract.Side;
import org.computecontracts.market.contract.StepKind;
import org.computecontracts.market.contract.Steps;
import org.computecontracts.market.contract.Timelines;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.market.protocol.MarketSettings;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing of the end is left open at the requester. */
class RequesterEndingTest {
    private static final Database database = Database.fresh();
    private static final TenantId TENANT = TenantId.random();

    private final MovingClock clock = new MovingClock();
    private final ContractStore contracts =
            inject(database.store(ContractStore.class), database.store(AdvisoryLockStore.class), clock);
    private final List<String> done = new ArrayList<>();
    private final Steps steps = Timelines.in(database, clock);
    private final RequesterEnding ending = new RequesterEnding();
    private boolean mayBePaid;
    private Optional<StrongRef> found = Optional.empty();

    @BeforeEach
    void wire() {
        database.clear();
        var settings = new MarketSettings();
        configure(settings, "cc.market.settle-within", Duration.ofHours(2));
        inject(ending, contracts, settings, steps, clock);
        inject(ending, new Grants() {
            @Override
            public void withdraw(Contract contract) {}
        });
        inject(ending, new Counterparties() {
            @Override
            public boolean isDeleted(Contract contract) {
                return false;
            }

            @Override
            public boolean isOwnDeleted(Contract contract) {
                return false;
            }
        });
        inject(ending, new Settlements() {
            @Override
            public boolean mayBePaid(Contract contract) {
                return mayBePaid;
            }
        });
        inject(ending, new Retractions() {
            @Override
            public void ofRequester(Contract contract) {
                done.add("took the accept back");
            }
        });
        inject(ending, new ReceiptVerifier() {
            @Override
            public Optional<StrongRef> find(Contract contract) {
                return found;
            }
        });
        inject(ending, new RequesterFarewell() {
            @Override
            void say(Contract contract) {
                done.add("told the provider");
            }
        });
    }

    /** The settlement endpoint of whichever provider finds no accept any more. */
    @Test
    void takesAnAcceptBackThatNobodyWasPaidFor() {
        var contract = ending(Side.REQUESTER);

        ending.end(contract);

        assertThat(done).containsExactly("took the accept back");
        assertThat(stateOf(contract)).isEqualTo(ContractState.ENDED);
    }

    /** What was signed may still be taken, and then a machine runs that has to be ended. */
    @Test
    void endsNothingBeforeItIsKnownWhatBecomesOfAPayment() {
        mayBePaid = true;
        var contract = ending(Side.REQUESTER);
        ending.end(contract);
        assertThat(stateOf(contract)).isEqualTo(ContractState.ENDING);
        assertThat(contracts.get(TENANT, contract.id()).pace().problem().orElse(""))
                .contains("may still be taken");
        assertThat(done).isEmpty();

        found = Optional.of(ref(BOB, MarketNsid.RECEIPT));
        ending.end(contract);
        ending.end(contracts.get(TENANT, contract.id()));

        assertThat(done).containsExactly("told the provider");
        assertThat(stateOf(contract)).isEqualTo(ContractState.ENDED);
    }

    @Test
    void endsAlsoWhenNoReceiptEverComesAndSaysSo() {
        mayBePaid = true;
        var contract = ending(Side.REQUESTER);

        clock.pass(Duration.ofHours(3));
        ending.end(contract);

        assertThat(stateOf(contract)).isEqualTo(ContractState.ENDED);
        assertThat(Timelines.kinds(steps, TENANT, contract.id())).containsExactly(StepKind.ENDED_IN_DOUBT);
    }

    private Contract ending(Side by) {
        var contract = Agreement.of(TENANT, Side.REQUESTER, clock.instant());
        contracts.add(contract);
        return contracts.change(TENANT, contract.id(), c -> c.end(by, clock.instant()));
    }

    private ContractState stateOf(Contract contract) {
        return contracts.get(TENANT, contract.id()).state();
    }
}

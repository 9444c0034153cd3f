package org.computecontracts.market.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.computecontracts.testing.Injection.inject;

import java.util.Set;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.Right;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.work.AdvisoryLockStore;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.computecontracts.testing.RecordedEvents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Either party may end. */
class EndsTest {
    private static final Database database = Database.fresh();
    private static final TenantId TENANT = TenantId.random();

    private final MovingClock clock = new MovingClock();
    private final ContractStore contracts =
            inject(database.store(ContractStore.class), database.store(AdvisoryLockStore.class), clock);
    private final CurrentTenant current = new CurrentTenant();
    private final Ends ends = inject(new Ends(), contracts, current, new RecordedEvents<>(), clock);

    @BeforeEach
    void emptyTables() {
        database.clear();
    }

    @Test
    void takesTheRightOfThePartyThatTheTenantIs() {
        var asked = of(Side.REQUESTER);
        mayEnd(asked, Right.BUY, Right.OPERATE);
        var sold = of(Side.PROVIDER);
        mayEnd(sold, Right.OPERATE, Right.BUY);
    }

    private void mayEnd(Contract contract, Right enough, Right other) {
        current.set(TENANT, Set.of(Right.READ, other));
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> ends.end(TENANT, contract.id()))
                .extracting(ProblemException::type)
                .isEqualTo(KernelProblem.RIGHT_MISSING);
        assertThat(stateOf(contract)).isEqualTo(ContractState.ACCEPTED);

        current.set(TENANT, Set.of(enough));
        ends.end(TENANT, contract.id());
        assertThat(stateOf(contract)).isEqualTo(ContractState.ENDING);
    }

    private Contract of(Side side) {
        var contract = Agreement.of(TENANT, side, clock.instant());
        contracts.add(contract);
        return contract;
    }

    private ContractState stateOf(Contract contract) {
        return contracts.get(TENANT, contract.id()).state();
    }
}

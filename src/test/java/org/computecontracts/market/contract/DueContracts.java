package org.computecontracts.market.contract;

import java.time.Instant;
import java.util.List;
import org.computecontracts.kernel.work.ClaimTurn;

/** What the timer would look at. */
public final class DueContracts {
    private DueContracts() {}

    /** As they are, and as due as they were. */
    public static List<Contract> at(Instant now, ContractStore contracts) {
        var due = contracts.claim(ClaimTurn.of("nobody", now, now.plusSeconds(15), 10));
        due.forEach(one -> contracts.release(one, now));
        return due.stream().map(one -> contracts.get(one.tenant(), one.id())).toList();
    }
}

package org.computecontracts.market.contract;

import java.util.UUID;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.data.Row;
import org.computecontracts.kernel.work.Claim;
import org.computecontracts.kernel.work.Claimed;

/** A contract that is to be looked at. */
public record DueContract(Claim claim, TenantId tenant, UUID id) implements Claimed {
    static DueContract of(Claim claim, Row row) {
        return new DueContract(claim, row.tenant("tenant"), row.uuid("id"));
    }
}

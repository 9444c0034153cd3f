package org.computecontracts.market.contract;

import java.util.UUID;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.TenantId;

/** What happened in the market. Past tense; carries identities, not state. */
public sealed interface MarketEvent {
    TenantId tenant();

    UUID contract();

    /** Something about the contract is new to whoever looks at it. */
    record ContractChanged(TenantId tenant, UUID contract) implements MarketEvent {}

    /** A person or a record brought the contract into another state, in which there is something to be done. */
    record ContractMoved(TenantId tenant, UUID contract) implements MarketEvent {}

    /** A verified bid on an own request came in and was decided on. */
    record BidReceived(TenantId tenant, UUID contract, StrongRef bid) implements MarketEvent {}
}

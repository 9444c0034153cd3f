package org.computecontracts.market.contract;

import java.net.URI;
import java.util.Optional;

/** How a contract stands, whatever else is shown of it. */
public sealed interface ContractOutlook permits ContractView, ContractLine {
    Side side();

    ContractState state();

    Optional<URI> url();

    Optional<String> problem();

    /** Whether it is as it was asked for: a requester's workload answers, a provider's machine reports no problem. */
    default boolean isWell() {
        return state() == ContractState.RUNNING
                && (side() == Side.REQUESTER ? url().isPresent() : problem().isEmpty());
    }
}

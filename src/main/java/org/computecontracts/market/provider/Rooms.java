package org.computecontracts.market.provider;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.computecontracts.compute.Builder;
import org.computecontracts.compute.Builders;
import org.computecontracts.compute.NewHold;
import org.computecontracts.compute.NewHold.Ground;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.protocol.MarketProblem;
import org.computecontracts.market.protocol.MarketSettings;
import org.computecontracts.market.protocol.NewRfp;
import org.computecontracts.market.protocol.RequestRules;

/**
 * The room that a provider keeps free for a contract: from its bid until that has run out, and on from each step towards the
 * machine. What is not held is not sold: an accept that comes too late is refused before money moves.
 */
@ApplicationScoped
public class Rooms {
    @Inject
    Builders builders;

    @Inject
    ContractStore contracts;

    @Inject
    MarketSettings settings;

    @Inject
    Clock clock;

    /** The builder with room for it from now on; empty when none has some, or it is over with the contract. */
    Optional<Builder> hold(Contract contract, Ground ground) {
        var builder = builders.hold(
                contract.tenant(),
                new NewHold(
                        key(contract),
                        contract.parties().requester().value(),
                        RequestRules.spec(contract.request()),
                        clock.instant().plus(settings.bidHold()),
                        ground));
        if (contracts.get(contract.tenant(), contract.id()).state().mayHoldRoom()) {
            return builder;
        }
        // Whoever ended it meanwhile has given back what was held then
        release(contract);
        return Optional.empty();
    }

    /** BUILDER_FULL when it is sold to somebody else meanwhile. */
    void require(Contract contract) {
        if (hold(contract, Ground.OFFERED).isEmpty()) {
            throw full(contract);
        }
    }

    /** Why there is no room, in a sentence. */
    ProblemException full(Contract contract) {
        var spec = RequestRules.spec(contract.request());
        return builders.isLargeEnough(contract.tenant(), spec)
                ? MarketProblem.BUILDER_FULL.because("No builder has room for %s just now", words(contract.request()))
                : MarketProblem.BUILDER_FULL.because("No builder is large enough for %s", words(contract.request()));
    }

    static String words(NewRfp request) {
        return "%d cpu, %s memory and %s disk".formatted(request.cpus(), request.mem(), request.disk());
    }

    public void release(Contract contract) {
        builders.release(contract.tenant(), key(contract));
    }

    /** Under which an order finds what is held for it. */
    static String key(Contract contract) {
        return contract.id().toString();
    }
}

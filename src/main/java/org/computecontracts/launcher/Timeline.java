package org.computecontracts.launcher;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** Follows one contract and tells each entry of its timeline once, as it appears. */
final class Timeline {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Api api;
    private final String id;
    private final Teller teller;
    private final Set<ContractView.Step> told = new HashSet<>();

    Timeline(Api api, String id, Teller teller) {
        this.api = api;
        this.id = id;
        this.teller = teller;
    }

    /** Tells what happens until the contract is as wished. */
    ContractView until(String what, Predicate<ContractView> wished) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        teller.waitFor(what);
        while (true) {
            var contract = look(what);
            if (wished.test(contract)) {
                teller.waitedFor();
                return contract;
            }
            contract.failure().ifPresent(reason -> {
                throw new LaunchException("The contract came to nothing: %s", reason);
            });
            if (System.nanoTime() > deadline) {
                throw new LaunchException("Still %s after %s: %s", contract.state(), PATIENCE, what);
            }
            Pause.of(Duration.ofMillis(100));
        }
    }

    private ContractView look(String what) {
        var contract = new ContractView(api.get("/api/contracts/" + id));
        for (var step : contract.steps()) {
            if (told.add(step)) {
                teller.step(step.number(), step.title(), step.detail());
                teller.record(step.uri());
                teller.waitFor(what);
            }
        }
        return contract;
    }
}

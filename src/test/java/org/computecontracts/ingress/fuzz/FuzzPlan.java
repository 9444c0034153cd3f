package org.computecontracts.ingress.fuzz;

import java.util.List;

/**
 * What a run is to try.
 *
 * @param failures after so many it ends
 */
record FuzzPlan(int exchanges, long seed, List<FuzzTrick> tricks, int failures, boolean tells) {
    FuzzPlan {
        tricks = List.copyOf(tricks);
    }

    static FuzzPlan of(int exchanges, long seed) {
        return new FuzzPlan(exchanges, seed, List.of(FuzzTrick.values()), 20, false);
    }

    /** Whether some tricks are left out. */
    boolean isPartial() {
        return tricks.size() < FuzzTrick.values().length;
    }

    /** Before memory and connections are looked at the first time. */
    int warmUp() {
        return Math.min(1500, exchanges / 5);
    }

    /** {@code --exchanges N --seed S --tricks a,b --failures N}. */
    static FuzzPlan of(List<String> arguments) {
        var plan = new FuzzPlan(100_000, System.nanoTime() & 0xffffff, List.of(FuzzTrick.values()), 20, true);
        for (var i = 0; i < arguments.size(); i += 2) {
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException(arguments.get(i) + " takes a value");
            }
            plan = plan.with(arguments.get(i), arguments.get(i + 1));
        }
        return plan;
    }

    private FuzzPlan with(String option, String value) {
        return switch (option) {
            case "--exchanges" -> new FuzzPlan(Integer.parseInt(value), seed, tricks, failures, tells);
            case "--seed" -> new FuzzPlan(exchanges, Long.parseLong(value), tricks, failures, tells);
            case "--tricks" -> new FuzzPlan(exchanges, seed, FuzzTrick.named(value), failures, tells);
            case "--failures" -> new FuzzPlan(exchanges, seed, tricks, Integer.parseInt(value), tells);
            default -> throw new IllegalArgumentException("unknown option " + option);
        };
    }
}

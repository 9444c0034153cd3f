package org.computecontracts.ingress.fuzz;

import java.nio.file.Files;
import java.util.List;

/** {@code ./portal fuzz front}: hostile workloads and visitors for as long as is wanted. */
final class FuzzFront {
    private FuzzFront() {}

    public static void main(String[] arguments) throws Exception {
        var plan = FuzzPlan.of(List.of(arguments));
        System.out.printf("seed %d, %d exchanges, tricks %s%n", plan.seed(), plan.exchanges(), plan.tricks());
        var beginning = System.nanoTime();
        var report = FuzzRun.of(plan, Files.createTempDirectory("fuzz"));
        report.failures().forEach(System.out::println);
        System.out.printf(
                "fuzz front: %d exchanges in %.0f s, seed %d, %s%n",
                report.begun(), (System.nanoTime() - beginning) / 1e9, plan.seed(), report.figures());
        System.exit(report.count() == 0 ? 0 : 1);
    }
}

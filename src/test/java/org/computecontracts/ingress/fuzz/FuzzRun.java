package org.computecontracts.ingress.fuzz;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All visitors at once until the plan is fulfilled, and then a look at what they have left behind. */
class FuzzRun {
    private static final int STREAMS = 4;
    private static final int HOSTILE = 4;
    private static final int SETTLE_SECONDS = 30;
    private static final int MORE_THREADS = 8;

    /** Longer than last words are waited for on either side. */
    private static final int FAREWELL_MILLIS = 6_000;

    private static final long MORE_HEAP = 12_000_000;

    final FuzzReport report;
    private final FuzzPlan plan;
    private final FuzzSite site;
    private final FuzzDoor door;
    private int visitors;

    private FuzzRun(FuzzPlan plan, FuzzReport report, FuzzSite site) throws Exception {
        this.plan = plan;
        this.report = report;
        this.site = site;
        this.door = new FuzzDoor(site.ingress);
    }

    static FuzzReport of(FuzzPlan plan, Path folder) throws Exception {
        var report = new FuzzReport(plan.failures());
        var log = new FuzzLog(report);
        try (var site = new FuzzSite(folder, report)) {
            var run = new FuzzRun(plan, report, site);
            run.phase(plan.warmUp());
            var before = Left.now();
            if (!report.isEnough()) {
                run.phase(plan.exchanges());
                FuzzPause.of(FAREWELL_MILLIS);
                run.compare(before, Left.now());
            }
        } finally {
            log.close();
        }
        return report;
    }

    private void phase(int upTo) {
        report.goOnTo(upTo);
        site.rest(false);
        var threads = Stream.of(FuzzSite.WORKLOAD, FuzzSite.PORTAL)
                .flatMap(host -> Stream.of(true, false).flatMap(http2 -> visitors(host, http2)))
                .map(visitor ->
                        Thread.ofPlatform().daemon().name("fuzz visitor").start(visitor))
                .toList();
        var told = System.nanoTime();
        while (threads.stream().anyMatch(Thread::isAlive)) {
            FuzzPause.of(50);
            if (plan.tells() && System.nanoTime() - told > TimeUnit.SECONDS.toNanos(5)) {
                told = System.nanoTime();
                System.out.printf(
                        "%d exchanges, %d failures, %d connections%n",
                        report.begun(), report.count(), site.connections());
            }
        }
        settle();
    }

    private Stream<FuzzVisitor> visitors(String host, boolean http2) {
        var all = new ArrayList<FuzzVisitor>();
        var honest = new FuzzLink(door, host, http2, 60);
        var mixed = new FuzzLink(door, host, http2, 30);
        for (var i = 0; i < (http2 ? STREAMS : 1); i++) {
            all.add(new FuzzHonestVisitor(this, ++visitors, honest));
            all.add(new FuzzMixedVisitor(this, ++visitors, mixed));
        }
        for (var i = 0; i < HOSTILE; i++) {
            all.add(new FuzzHostileVisitor(this, ++visitors, new FuzzLink(door, host, http2, 4)));
        }
        return all.stream();
    }

    RandomGenerator random(int visitor) {
        return new SplittableRandom(plan.seed() * 1_000_003 + visitor);
    }

    FuzzPlan plan() {
        return plan;
    }

    List<String> history(String mark) {
        return Stream.of(site.workload, site.portal)
                .flatMap(origin -> origin.history(mark).stream())
                .toList();
    }

    /** All visitors have gone: so must, soon, what they had open behind the front. */
    private void settle() {
        site.rest(true);
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SETTLE_SECONDS);
        while (site.connections() > 0 && System.nanoTime() < end) {
            FuzzPause.of(50);
        }
        if (plan.tells()) {
            System.out.printf("settled in %.1f s%n", SETTLE_SECONDS - (end - System.nanoTime()) / 1e9);
        }
        if (site.connections() > 0) {
            report.failed(
                    "left-open",
                    "",
                    site.connections() + " connections without a visitor",
                    Stream.of(site.workload, site.portal)
                            .flatMap(origin -> origin.histories().stream())
                            .limit(5)
                            .toList()
                            .toString());
        }
        if (!site.isTunnelAlive()) {
            report.failed("tunnel", "", "the SSH client has ended", "");
        }
    }

    private record Left(int threads, long heap) {
        static Left now() {
            var heap = IntStream.range(0, 5).mapToLong(look -> used()).min().orElseThrow();
            return new Left(Thread.getAllStackTraces().size(), heap);
        }

        /** Right after a collection some of what went still counts. */
        private static long used() {
            System.gc();
            FuzzPause.of(300);
            var runtime = Runtime.getRuntime();
            return runtime.totalMemory() - runtime.freeMemory();
        }
    }

    private void compare(Left before, Left after) {
        if (plan.tells()) {
            System.out.println("left after the warm-up " + before + ", at the end " + after + ", connections made "
                    + site.workload.accepted() + " to the workload, " + site.portal.accepted() + " to the portal");
        }
        if (after.threads > before.threads + MORE_THREADS) {
            report.failed("threads", "", before + " became " + after, "");
        }
        if (after.heap > before.heap + MORE_HEAP) {
            report.failed("heap", "", before + " became " + after, "");
        }
    }
}

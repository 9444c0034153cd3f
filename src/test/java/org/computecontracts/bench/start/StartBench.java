package org.computecontracts.bench.start;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.computecontracts.bench.Figure;
import org.computecontracts.launcher.Folders;
import org.computecontracts.launcher.Listeners;
import org.computecontracts.launcher.Plan;
import org.computecontracts.launcher.Site;
import org.computecontracts.launcher.Terminal;

/**
 * How long the portal's server takes until it is ready, as {@code ./portal run} starts it, beside a Payara Micro with
 * nothing in it. Taken in turn and alone, since the machine may have other work, and the middle one of each counts.
 */
final class StartBench {
    private static final int ROUNDS = 5;
    /** So much of a bare server's time is ours to take. */
    private static final double SHARE = 2.5;

    private final Site site;
    private final List<Double> ours = new ArrayList<>();
    private final List<Double> bare = new ArrayList<>();

    private StartBench(Site site) {
        this.site = site;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var data = Path.of("target", "bench-start").toAbsolutePath();
        Folders.delete(data);
        var folders = new Folders(Folders.ofUser().home(), data);
        var settings = Map.of("CC_PAYMENT_RPC_URL", "");
        var plan = new Plan(folders, Path.of("").toAbsolutePath(), Listeners.free(), settings, true);
        try (var site = Site.on(plan, new Terminal(System.err, false))) {
            new StartBench(site).run();
        }
        System.exit(0);
    }

    private void run() throws IOException, InterruptedException {
        var beginning = System.nanoTime();
        site.start();
        Figure.atMost(20, "start.on-empty-data", seconds(beginning), "s").print();
        site.quickenNextStart().join();
        for (int i = 0; i < ROUNDS; i++) {
            site.killPortal();
            bare.add(BareServer.secondsUntilReady(site.plan()));
            ours.add(start());
            System.err.printf("bare %.2f s, ours %.2f s%n", bare.getLast(), ours.getLast());
        }
        var limit = SHARE * middle(bare);
        Figure.yardstick("start.bare", middle(bare), "s").print();
        Figure.atMost(limit, "start.ready", middle(ours), "s").print();
    }

    private double start() {
        var beginning = System.nanoTime();
        site.startPortal();
        return seconds(beginning);
    }

    private static double middle(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}

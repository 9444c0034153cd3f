package org.computecontracts.bench;

import org.computecontracts.testing.PortalUnderTest;

/** How long the portal takes until it is ready: with an empty data folder, and again after a crash. */
final class StartBench {
    private StartBench() {}

    public static void main(String[] arguments) {
        var beginning = System.nanoTime();
        var portal = PortalUnderTest.running();
        Figure.atMost(20, "start-on-empty-data", seconds(beginning), "s").print();

        portal.kill();
        var crash = System.nanoTime();
        portal.restart();
        Figure.atMost(15, "start-after-a-crash", seconds(crash), "s").print();
        System.exit(0);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}

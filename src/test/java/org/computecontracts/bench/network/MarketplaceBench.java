package org.computecontracts.bench.network;

import java.util.Locale;
import org.computecontracts.market.MarketplaceUnderLoad;

/** What the database takes for one page of a list of a million requests, whatever is asked for; aim: 20 ms at most. */
final class MarketplaceBench {
    private static final int REQUESTS = 1_000_000;
    private static final double AIM = 20;

    private MarketplaceBench() {}

    public static void main(String[] arguments) {
        MarketplaceUnderLoad.of(REQUESTS)
                .measure()
                .forEach((what, time) -> System.out.printf(
                        Locale.ROOT, "figure marketplace-%s %.3f ms ratio %.3f%n", what, time, time / AIM));
        System.exit(0);
    }
}

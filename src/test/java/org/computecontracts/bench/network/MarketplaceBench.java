package org.computecontracts.bench.network;

import org.computecontracts.appview.MarketplaceUnderLoad;
import org.computecontracts.bench.Figure;

/** What the database takes for one page of a list of a million requests, whatever is asked for; aim: 20 ms at most. */
final class MarketplaceBench {
    private static final int REQUESTS = 1_000_000;
    private static final double AIM = 20;

    private MarketplaceBench() {}

    public static void main(String[] arguments) {
        MarketplaceUnderLoad.of(REQUESTS)
                .measure()
                .forEach((what, time) ->
                        Figure.atMost(AIM, "marketplace-" + what, time, "ms").print());
        System.exit(0);
    }
}

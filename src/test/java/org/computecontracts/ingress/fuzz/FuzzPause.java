package org.computecontracts.ingress.fuzz;

/** Some time of nothing. */
final class FuzzPause {
    private FuzzPause() {}

    static void of(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

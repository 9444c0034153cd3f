package org.computecontracts.story;

import org.computecontracts.testing.PortalUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same story between two portals that nobody has introduced: Alice lives on one, Bob and Eve on the other. */
class TwoPortalsIT {
    private static PortalUnderTest there;

    private final Outside here = new Outside();
    private final Outside away = new Outside(there);
    private final String suffix = "-" + Long.toString(System.nanoTime(), 36) + ".test";

    @BeforeAll
    static void start() {
        there = PortalUnderTest.beside(PortalUnderTest.running());
    }

    @AfterAll
    static void stop() {
        there.close();
    }

    @Test
    void isTrueInEachOfItsSixteenSteps() {
        var alice = Person.signedUp(here, "alice" + suffix);
        var bob = Person.signedUp(away, "bob" + suffix);
        var eve = Person.signedUp(away, "eve" + suffix);

        new Story(here, alice, bob, eve).isTrue();
    }
}

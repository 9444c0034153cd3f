package org.computecontracts.story;

import org.computecontracts.testing.ForeignPds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The same story with Alice on the reference PDS, signed in by OAuth through its consent pages; Bob and Eve are on ours. */
class ForeignStoryIT {
    private final String suffix = "-" + Long.toString(System.nanoTime(), 36) + ".test";
    private final Outside outside = new Outside();
    private final ForeignPds home = ForeignPds.beside(outside.portal());
    private final PersonsBrowser browser = new PersonsBrowser(outside.portal());
    private final Person bob = Person.signedUp(outside, "bob" + suffix);
    private final Person eve = Person.signedUp(outside, "eve" + suffix);

    @AfterEach
    void leave() {
        bob.retires();
        eve.retires();
        browser.close();
        home.close();
    }

    @Test
    void isTrueInEachOfItsSixteenSteps() {
        var did = home.signUp("alice" + suffix, PersonsBrowser.PASSWORD);
        browser.signInElsewhere("alice" + suffix);
        var alice = new Person(outside, "alice" + suffix, did, browser.apiToken());

        new Story(outside, alice, bob, eve).isTrue();
    }
}

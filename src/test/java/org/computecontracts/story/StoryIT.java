package org.computecontracts.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The story between tenants of one portal, who know of each other only what records and HTTP tell them. */
class StoryIT {
    private final Outside outside = new Outside();
    private final String suffix = "-" + Long.toString(System.nanoTime(), 36) + ".test";
    private final Person alice = Person.signedUp(outside, "alice" + suffix);
    private final Person bob = Person.signedUp(outside, "bob" + suffix);
    private final Person eve = Person.signedUp(outside, "eve" + suffix);
    private final Story story = new Story(outside, alice, bob, eve);

    @AfterEach
    void leave() {
        bob.retires();
        eve.retires();
    }

    @Test
    void isTrueInEachOfItsSixteenSteps() {
        story.isTrue();
    }

    /** The text as it was published to the network, but for the account it speaks of. */
    @Test
    void bringsThePublishedUserDataToTheSamePage() throws IOException {
        assumeTrue(Outside.hasGuests(), "no guest image or runc");
        story.settledIn();
        story.judged();
        var wish = (ObjectNode) Deal.example(alice);
        wish.put("role", "my-cool-role");
        wish.put(
                "userData",
                Files.readString(Path.of("src/test/resources/vectors/published-user-data.txt"))
                        .replace("johnandersen777.bsky.social", alice.handle())
                        .replace("5svqtrhheairglgiiyvutzik", alice.did().substring("did:plc:".length())));
        var deal = Deal.requested(alice, wish);
        var answer = deal.accept(deal.bidOf(bob));
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);

        var running = deal.untilReachable();

        assertThat(outside.curl(Story.url(running))).isEqualTo("Hello World!\n");
        deal.end();
    }
}

package org.computecontracts.launcher;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Alice rents compute from Bob and refuses Eve: the sixteen steps, played by three accounts that know nothing but the
 * public API. Step 1 is over when a story begins; {@link #end} plays step 16, from any thread.
 */
final class Story {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Stage stage;
    private final Teller teller;
    private volatile @Nullable Rental rental;

    Story(Stage stage, Teller teller) {
        this.stage = stage;
        this.teller = teller;
    }

    void play() {
        var alice = stage.requester("alice.test", teller);
        var bob = stage.provider("bob.test", "0.05", teller);
        var eve = stage.provider("eve.test", "0.04", teller);
        say(alice, "vouches for", bob, "VOUCH", "delivered what was promised before");
        say(alice, "denounces", eve, "DENOUNCE", "kept the money of the last contract");
        var asked = teller.now();
        var opened = Rental.requested(alice, teller);
        rental = opened;
        opened.acceptBest();
        var url = opened.awaitUrl();
        var page = fetch(alice.api(), url);
        teller.step(15, "Fetched the page", url.toString());
        teller.plain("");
        teller.plain("%s", url);
        teller.plain("%s", page.strip());
        teller.plain(
                "%s from the request to the first HTTPS 200",
                Stopwatch.text(teller.now().minus(asked)));
    }

    private void say(Party alice, String verb, Party subject, String kind, String reason) {
        var vouch = Api.object().put("subject", subject.did()).put("kind", kind).put("reason", reason);
        var said = alice.api().post("/api/trust/vouches", vouch);
        teller.step(3, "%s %s %s".formatted(alice.handle(), verb, subject.handle()), reason);
        teller.record(said.path("uri").asText(""));
    }

    private String fetch(Api api, URI url) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        teller.waitFor("the page");
        while (true) {
            var answer = api.page(url);
            if (answer.status() == 200) {
                return answer.body();
            }
            if (System.nanoTime() > deadline) {
                throw new LaunchException("%s answers %d", url, answer.status());
            }
            Pause.of(Duration.ofMillis(50));
        }
    }

    /** Ends the contract, if there is one to end; once. */
    void end() {
        var open = rental;
        rental = null;
        if (open != null) {
            open.end();
        }
    }
}

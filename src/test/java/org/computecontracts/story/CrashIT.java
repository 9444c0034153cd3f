package org.computecontracts.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.computecontracts.launcher.LaunchException;
import org.computecontracts.market.contract.StepKind;
import org.computecontracts.testing.PortalUnderTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * One contract, and {@code kill -9} in the middle of its steps, some while the portal is still starting again. The database
 * outlives the portal and tells the moment; the client repeats what it got no answer to under the same key.
 */
class CrashIT {
    private static final String T = "com.publicdomainrelay.temp.market.";
    /** Between two looks: less than a step takes. */
    private static final Duration GLANCE = Duration.ofMillis(3);

    private static final String WALLET = "0x7c852118294e51e653712a81e05800f419141751be58f605c371e15141b007a6";

    private final Outside outside = new Outside();
    private final PortalUnderTest portal = outside.portal();
    private final String suffix = "-" + Long.toString(System.nanoTime(), 36) + ".test";
    private final Person alice = Person.signedUp(outside, "anna" + suffix);
    private final Person bob = Person.signedUp(outside, "bert" + suffix);
    private final Connection database = portal.site().postgres().orElseThrow().connect("portal");
    private volatile boolean isDown;

    CrashIT() throws SQLException {}

    @AfterEach
    void leave() throws SQLException {
        database.close();
        started();
        bob.retires();
    }

    @Test
    void losesAndRepeatsNothingInACrashOfAnyStep() {
        alice.has(WALLET);
        var signed =
                "payment_outgoing where payer = '%s'".formatted(alice.address().toLowerCase(Locale.ROOT));
        bob.offers("0.05");
        alice.judge(bob, "VOUCH", "keeps going");
        var payer = balance(alice);
        var payee = balance(bob);

        var deal = requested();
        var bid = bids(deal);
        var choice = chosen(deal, bid);
        crashAfter("step 8 (accept under way)", step(deal, StepKind.ROLE_GRANTED));
        if (outside.hasChain()) {
            crashAfter("step 9 (payment signed)", signed);
        }
        crashAfter("step 11 (receipt under way)", published("receipt", bob));
        crashAfter("step 10 (build under way)", ofBob("build where state = 'BUILDING'"));
        if (Outside.hasGuests()) {
            crashAfter("step 12 (workload proven)", ofBob("enrolled_machine where proven_at is not null"));
            crashAfter("step 13 (key under way)", step(deal, StepKind.WORKLOAD_IDENTIFIED));
        }
        started();
        repeated(choice).orFail();

        var end = Outside.hasGuests() ? deal.untilReachable() : deal.untilStep(11, "receipt");
        onceOnly(end);
        paidOnce(payer, payee);
        assumeTrue(Outside.hasGuests(), "no guest image or runc");
        assertThat(outside.curl(URI.create(end.path("url").asText()))).isEqualTo("Hello World!\n");
        deal.end();
    }

    /** Step 4, cut off while the request's records are being written. */
    private Deal requested() {
        var wish = Deal.example(alice);
        var key = Person.key();
        Supplier<Answer> ask = () -> alice.post("/api/rfps", wish, key);
        var cutOff = CompletableFuture.supplyAsync(ask);
        crash("step 4 (request under way)", "contract where requester = '%s'".formatted(alice.did()));
        cutOff.join();
        started();
        var contract = repeated(ask).orFail();
        assertThat(count("contract where side = 'REQUESTER' and requester = '%s'".formatted(alice.did())))
                .isEqualTo(1);
        return new Deal(alice, contract.path("id").asText());
    }

    /** Steps 5 and 6. */
    private JsonNode bids(Deal deal) {
        crash("step 5 (bid under way)", published("bid", bob));
        crashAfter("step 6 (policy under way)", step(deal, StepKind.BID_RECEIVED));
        started();
        var bid = deal.bidOf(bob);
        assertThat(bid.path("allowed").asBoolean()).as("%s", bid).isTrue();
        return bid;
    }

    /** Step 7, cut off before its answer; what is to be sent again. */
    private Supplier<Answer> chosen(Deal deal, JsonNode bid) {
        var key = Person.key();
        Supplier<Answer> choice = () -> deal.accept(bid, key);
        var cutOff = CompletableFuture.supplyAsync(choice);
        crash("the choice (step 7 under way)", "contract where state <> 'OPEN' and id = '%s'".formatted(deal.id()));
        cutOff.join();
        return choice;
    }

    /** As every client of an API does that says 5xx. */
    private static Answer repeated(Supplier<Answer> ask) {
        var answer = ask.get();
        for (int i = 0; i < 20 && answer.status() >= 500; i++) {
            Deal.pause();
            answer = ask.get();
        }
        return answer;
    }

    private void onceOnly(JsonNode view) {
        assertThat(outside.records(alice.did(), T + "rfp")).hasSize(1);
        assertThat(outside.records(alice.did(), "com.publicdomainrelay.temp.compute.vm"))
                .hasSize(1);
        assertThat(outside.records(alice.did(), "com.fedproxy.rbac")).hasSize(1);
        assertThat(outside.records(alice.did(), T + "accept")).hasSize(1);
        assertThat(outside.records(bob.did(), T + "bid", "rfp", view.path("rfp")))
                .hasSize(1);
        assertThat(outside.records(bob.did(), T + "receipt")).hasSize(1);
        assertThat(outside.records(bob.did(), T + "receipt", "accept", view.path("accept")))
                .hasSize(1);
        for (var part : new String[] {"rfp", "bid", "accept", "receipt"}) {
            assertThat(outside.verified(view.path(part)).path("valid").asBoolean())
                    .as(part)
                    .isTrue();
        }
    }

    private void paidOnce(BigInteger payer, BigInteger payee) {
        var price = outside.hasChain() ? BigInteger.valueOf(50_000) : BigInteger.ZERO;
        assertThat(payer.subtract(balance(alice))).isEqualTo(price);
        assertThat(balance(bob).subtract(payee)).isEqualTo(price);
    }

    private BigInteger balance(Person person) {
        return outside.hasChain() ? outside.usdc(person.address()) : BigInteger.ZERO;
    }

    private String ofBob(String rows) {
        return rows + " and tenant = (select id from tenant where did = '%s')".formatted(bob.did());
    }

    /** Kept, and about to be written into the repository. */
    private static String published(String record, Person author) {
        return "publication where purpose like '%s %%' and uri like 'at://%s/%%'".formatted(record, author.did());
    }

    private static String step(Deal deal, StepKind kind) {
        return "step where contract = '%s' and kind = '%s'".formatted(deal.id(), kind);
    }

    /** Starts the portal again and kills it as soon as there are such rows, be it ready by then or not. */
    private void crashAfter(String moment, String rows) {
        assertThat(isDown).isTrue();
        if (count(rows) > 0) {
            System.out.println("crash: too late for " + moment);
            return;
        }
        var killed = CompletableFuture.runAsync(() -> crash(moment, rows));
        try {
            portal.restart();
        } catch (LaunchException e) {
            assertThat(killed).as(e.getMessage()).succeedsWithin(Duration.ofSeconds(10));
        }
        killed.join();
    }

    /** Kills the portal as soon as there are such rows. */
    private void crash(String moment, String rows) {
        var deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (count(rows) == 0) {
            assertThat(System.nanoTime()).as(moment).isLessThan(deadline);
            LockSupport.parkNanos(GLANCE.toNanos());
        }
        portal.kill();
        isDown = true;
        System.out.println("crash: " + moment);
    }

    private void started() {
        if (isDown) {
            portal.restart();
            isDown = false;
        }
        outside.reconnect();
    }

    private synchronized long count(String rows) {
        try (var statement = database.createStatement();
                var result = statement.executeQuery("select count(*) from " + rows)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}

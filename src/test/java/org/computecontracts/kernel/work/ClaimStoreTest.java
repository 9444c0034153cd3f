package org.computecontracts.kernel.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.computecontracts.testing.Database;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What all queues have in common, at one of parcels. */
class ClaimStoreTest {
    private static final Database database = Database.fresh();
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final WorkQueue QUEUE = WorkQueue.of("parcel", "id", "uuid", "not dead")
            .rankedBy("not express")
            .fairTo("sender", 2)
            .counting();

    private final ClaimStore claims = database.store(ClaimStore.class);

    @BeforeAll
    static void thereAreParcels() {
        run("create table parcel (id uuid primary key, sender text not null, express boolean not null default false,"
                + " dead boolean not null default false, attempts int not null default 0, due_at timestamptz not null,"
                + " claimed_by text, claimed_until timestamptz)");
    }

    @BeforeEach
    void emptyTables() {
        database.clear();
    }

    @Test
    void twoClaimersNeverGetTheSame() {
        for (var i = 0; i < 300; i++) {
            parcel("s" + i, NOW);
        }
        var taken = Collections.synchronizedList(new ArrayList<String>());

        var nodes = List.of("one", "two", "three", "four").stream()
                .map(node -> CompletableFuture.runAsync(() -> takeAll(node, taken)))
                .toList();
        nodes.forEach(CompletableFuture::join);

        assertThat(taken).hasSize(300).doesNotHaveDuplicates();
    }

    private void takeAll(String node, List<String> taken) {
        for (var some = claim(node, NOW, 7); !some.isEmpty(); some = claim(node, NOW, 7)) {
            some.forEach(claim -> taken.add(claim.key()));
        }
    }

    @Test
    void whatIsNotDueIsLetLie() {
        parcel("eve", NOW.plusSeconds(1));

        assertThat(claim("one", NOW, 9)).isEmpty();
        assertThat(claim("one", NOW.plusSeconds(1), 9)).hasSize(1);
    }

    @Test
    void aLeaseThatRanOutIsClaimedAgainAndOneThatIsRenewedIsNot() {
        var key = parcel("eve", NOW);
        claim("one", NOW, 9);

        assertThat(claim("two", NOW.plus(LEASE).minusMillis(1), 9)).isEmpty();
        assertThat(claims.renew(QUEUE, "one", Set.of(key), NOW.plus(LEASE).plus(LEASE)))
                .containsExactly(key);
        assertThat(claim("two", NOW.plus(LEASE), 9)).isEmpty();

        var second = parcels("two", NOW.plus(LEASE).plus(LEASE), 9);
        assertThat(second).containsExactly(new Parcel(new Claim(key, "eve", "two"), 2));
        assertThat(claims.renew(QUEUE, "one", Set.of(key), NOW.plusSeconds(999)))
                .as("it is another's by now")
                .isEmpty();
    }

    @Test
    void whoComesBackLateTakesNothingFromTheNext() {
        parcel("eve", NOW);
        var late = claim("one", NOW, 9).getFirst();
        claim("two", NOW.plus(LEASE), 9);

        assertThat(claims.release(QUEUE, late, NOW)).isFalse();

        assertThat(claim("three", NOW.plus(LEASE).plusSeconds(1), 9)).isEmpty();
    }

    @Test
    void theirSendersAreServedOneBesideTheOther() {
        for (var i = 0; i < 100; i++) {
            parcel("eve", NOW.minusSeconds(300 - i));
        }
        parcel("alice", NOW);

        var first = claim("one", NOW, 9);
        assertThat(first).extracting(Claim::owner).containsExactly("eve", "alice", "eve");

        for (var i = 0; i < 300; i++) {
            parcel("eve", NOW.minusSeconds(600 - i));
        }
        parcel("bob", NOW);
        var held = first.stream().map(Claim::owner).toList();
        assertThat(claim(new ClaimTurn("one", NOW, NOW.plus(LEASE), 9, held)))
                .as("of Eve's there are as many in hand as one may have")
                .extracting(Claim::owner)
                .containsExactly("bob");
    }

    @Test
    void theNameOfASenderMayHaveSpaces() {
        parcel("eve of the hills", NOW);

        assertThat(claim(
                        new ClaimTurn("one", NOW, NOW.plus(LEASE), 9, List.of("eve of the hills", "eve of the hills"))))
                .as("as many are in hand as one may have")
                .isEmpty();
    }

    @Test
    void rankGoesBeforeAge() {
        parcel("eve", NOW.minusSeconds(9));
        var express = parcel("alice", NOW);
        run("update parcel set express = true where id = '" + express + "'");

        assertThat(claim("one", NOW, 1)).extracting(Claim::key).containsExactly(express);
    }

    /** The timer's pause does not swallow it, nor is there a second hand at it. */
    @Test
    void whatBecomesDueWhileItIsInHandIsDueAfterwards() {
        parcel("eve", NOW);
        var claim = claim("one", NOW, 9).getFirst();
        run("update parcel set due_at = '" + NOW + "'");
        assertThat(claim("two", NOW, 9)).isEmpty();

        claims.release(QUEUE, claim, NOW.plusSeconds(60));

        assertThat(claim("two", NOW, 9)).hasSize(1);
    }

    @Test
    void eachPauseIsLongerUntilItIsGivenUp() {
        parcel("eve", NOW);
        var backoff = new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(10), 5);
        var pauses = new ArrayList<Long>();
        var now = NOW;
        for (var due = parcels("one", now, 1); !due.isEmpty(); due = parcels("one", now, 1)) {
            var parcel = due.getFirst();
            var pause = backoff.after(parcel.attempts());
            if (pause.isEmpty()) {
                run("update parcel set dead = true");
            }
            var next = now.plus(pause.orElse(Duration.ZERO));
            claims.release(QUEUE, parcel.claim(), next);
            assertThat(claim("one", next.minusMillis(1), 1)).isEmpty();
            pause.ifPresent(p -> pauses.add(p.toSeconds()));
            now = next;
        }

        assertThat(pauses).containsExactly(2L, 4L, 8L, 10L);
        assertThat(claim("one", now.plus(Duration.ofDays(9)), 1)).isEmpty();
    }

    private List<Claim> claim(String holder, Instant now, int most) {
        return claim(ClaimTurn.of(holder, now, now.plus(LEASE), most));
    }

    private List<Claim> claim(ClaimTurn turn) {
        return claims.claim(QUEUE, turn, (claim, row) -> claim);
    }

    private List<Parcel> parcels(String holder, Instant now, int most) {
        return claims.claim(
                QUEUE,
                ClaimTurn.of(holder, now, now.plus(LEASE), most),
                (claim, row) -> new Parcel(claim, row.integer("attempts")));
    }

    private record Parcel(Claim claim, int attempts) {}

    private static String parcel(String sender, Instant due) {
        var id = UUID.randomUUID().toString();
        run("insert into parcel (id, sender, due_at) values ('%s', '%s', '%s')".formatted(id, sender, due));
        return id;
    }

    private static void run(String sql) {
        database.inTransaction(em -> em.createNativeQuery(sql).executeUpdate());
    }
}

package org.computecontracts.appview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.work.ClaimTurn;
import org.computecontracts.testing.Database;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuthorStoreTest {
    private static final Database database = Database.fresh();
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration PAUSE = Duration.ofMinutes(3);
    private static final Did ALICE = new Did("did:plc:aaaaaaaaaaaaaaaaaaaaaaaa");
    private final AuthorStore authors = database.store(AuthorStore.class);

    @BeforeEach
    void aliceIsMet() {
        database.clear();
        authors.lines = database.store(ListingLineStore.class);
        authors.meet(ViewSchema.LIVE, ALICE, true, NOW);
    }

    @Test
    void whoHasBeenLookedAtIsDueInAnHour() {
        authors.looked(claimed(NOW).getFirst(), NOW, PAUSE);

        assertThat(claimed(NOW.plusSeconds(3599))).isEmpty();
        assertThat(claimed(NOW.plusSeconds(3600))).hasSize(1);
    }

    @Test
    void whoseRecordsComeDuringALookIsDueAfterIt() {
        var look = claimed(NOW).getFirst();
        authors.due(Set.of(ALICE), NOW);

        authors.looked(look, NOW, PAUSE);

        assertThat(claimed(NOW)).extracting(DueAuthor::did).containsExactly(ALICE);
    }

    /** The look ends while the transaction that puts them has not, and does not see them. */
    @Test
    void whoseRecordsAreBeingPutWhenALookEndsIsDueAfterIt() {
        var look = claimed(NOW).getFirst();
        var looked = database.inTransaction(em -> {
            authors.due(Set.of(ALICE), NOW);
            var ending = CompletableFuture.runAsync(() -> authors.looked(look, NOW, PAUSE));
            database.awaitLock(ending::isDone);
            return ending;
        });
        looked.join();

        assertThat(claimed(NOW)).extracting(DueAuthor::did).containsExactly(ALICE);
    }

    @Test
    void aDoubtDuringALookIsNotAnsweredByIt() {
        var look = claimed(NOW).getFirst();
        authors.doubt(ALICE, NOW);

        authors.looked(look, NOW, PAUSE);

        assertThat(claimed(NOW)).singleElement().matches(DueAuthor::anew, "anew");
    }

    @Test
    void aLookBelongsToItsNodeAsLongAsThatHoldsIt() {
        var look = claimed(NOW).getFirst();

        assertThat(held(look, NOW.plusSeconds(30))).isTrue();

        assertThat(claimed(NOW.plusSeconds(29))).isEmpty();
        assertThat(claimed(NOW.plusSeconds(30))).hasSize(1);
        assertThat(held(look, NOW.plusSeconds(90))).isFalse();
    }

    private boolean held(DueAuthor look, Instant until) {
        return !authors.renew(look.claim().holder(), Set.of(look.claim().key()), until)
                .isEmpty();
    }

    private List<DueAuthor> claimed(Instant now) {
        var holder = UUID.randomUUID().toString();
        return authors.claim(ClaimTurn.of(holder, now, now.plusSeconds(15), 10));
    }
}

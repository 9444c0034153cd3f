package org.computecontracts.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.computecontracts.kernel.Right;
import org.computecontracts.kernel.Settings;
import org.computecontracts.kernel.Vault;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.junit.jupiter.api.Test;

class IdempotencyStoreTest {
    private static final String MASTER_KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final GivenAnswer ANSWER = new GivenAnswer(200, "{\"secret\":\"cc_abc\"}");

    private final Database database = Database.fresh();
    private final MovingClock clock = new MovingClock();
    private final IdempotencyStore store = process();
    private final KeyedRequest request =
            new KeyedRequest(UUID.randomUUID(), "key", "what", Set.of(Right.READ, Right.BUY));

    private IdempotencyStore process() {
        var process = database.store(IdempotencyStore.class);
        process.vault = Vault.withKey(MASTER_KEY);
        process.settings = new Settings();
        return process;
    }

    private Optional<KeyClaim> claim(IdempotencyStore by) {
        return by.claim(request, clock.instant());
    }

    @Test
    void oneHasTheKeyUntilItIsAnswered() {
        assertThat(claim(store)).isEmpty();
        assertThat(claim(store)).map(KeyClaim::answer).contains(Optional.empty());

        store.answered(request, ANSWER);

        assertThat(claim(store)).contains(new KeyClaim("what", request.rights(), Optional.of(ANSWER)));
    }

    @Test
    void whatWasRefusedMayBeTriedAgain() {
        assertThat(claim(store)).isEmpty();
        store.release(request);

        assertThat(claim(store)).isEmpty();
    }

    @Test
    void whatEndedWithItsProcessMayBeTriedAgainAtOnce() {
        assertThat(claim(store)).isEmpty();
        var next = process();
        assertThat(claim(next)).isEmpty();

        store.release(request);
        store.answered(request, new GivenAnswer(200, "too late"));
        next.answered(request, ANSWER);

        assertThat(claim(next).flatMap(KeyClaim::answer)).contains(ANSWER);
    }

    @Test
    void nothingIsHeldForEverAndNothingKeptForEver() {
        assertThat(claim(store)).isEmpty();
        clock.pass(Duration.ofMinutes(6));
        assertThat(claim(store)).isEmpty();
        store.answered(request, ANSWER);

        clock.pass(Duration.ofHours(47));
        assertThat(claim(store)).isNotEmpty();
        clock.pass(Duration.ofHours(2));
        assertThat(claim(store)).isEmpty();
    }

    @Test
    void noSecretStandsInTheTable() {
        assertThat(claim(store)).isEmpty();
        store.answered(request, ANSWER);

        var row = database.inTransaction(
                em -> em.createNativeQuery("select answer from idempotency").getSingleResult());

        assertThat(new String((byte[]) row, StandardCharsets.ISO_8859_1)).doesNotContain("cc_abc");
    }
}

package org.computecontracts.api;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.computecontracts.kernel.Right;
import org.computecontracts.kernel.Settings;
import org.computecontracts.kernel.Vault;
import org.computecontracts.kernel.data.Row;
import org.computecontracts.kernel.data.Sql;

/** Who has which Idempotency-Key, and what was answered. */
@ApplicationScoped
@Transactional
class IdempotencyStore {
    private static final Duration KEPT = Duration.ofDays(2);

    /** Longer than any request takes: a node that is gone for good does not hold a key for ever. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private static final String TAKE = """
            insert into idempotency as held (tenant, key, fingerprint, rights, node, process, until, at)
            values (:tenant, :key, :fingerprint, :rights, :node, :process, :until, :now)
            on conflict (tenant, key) do update
               set fingerprint = excluded.fingerprint, rights = excluded.rights, node = excluded.node,
                   process = excluded.process, until = excluded.until, at = excluded.at
             where held.status is null
               and (held.until < excluded.at or held.node = excluded.node and held.process <> excluded.process)
            """;

    /** What an earlier process of this node had begun ended with it. */
    private final UUID process = UUID.randomUUID();

    @PersistenceContext
    EntityManager em;

    @Inject
    Vault vault;

    @Inject
    Settings settings;

    /** Empty when the key is this request's from now on; else who has it. */
    Optional<KeyClaim> claim(KeyedRequest request, Instant now) {
        forget(request.tenant(), now.minus(KEPT));
        return take(request, now) ? Optional.empty() : Optional.of(held(request));
    }

    private void forget(UUID tenant, Instant before) {
        Sql.of(em, "delete from idempotency where tenant = :tenant and at < :before")
                .with("tenant", tenant)
                .with("before", before)
                .run();
    }

    private boolean take(KeyedRequest request, Instant now) {
        return keyed(TAKE, request)
                        .with("fingerprint", request.fingerprint())
                        .with(
                                "rights",
                                request.rights().stream().map(Right::name).collect(joining(" ")))
                        .with("node", settings.node())
                        .with("process", process)
                        .with("until", now.plus(LONGEST))
                        .with("now", now)
                        .update()
                == 1;
    }

    /** Deleted meanwhile, it is as good as being worked for: whoever asks again gets it. */
    private KeyClaim held(KeyedRequest request) {
        return keyed(
                        "select fingerprint, rights, status, answer from idempotency where tenant = :tenant and key = :key",
                        request)
                .first(row -> claim(row, request))
                .orElseGet(() -> new KeyClaim(request.fingerprint(), Set.of(), Optional.empty()));
    }

    private KeyClaim claim(Row row, KeyedRequest request) {
        var rights = Stream.of(row.text("rights").split(" "))
                .filter(name -> !name.isEmpty())
                .map(Right::valueOf)
                .collect(toUnmodifiableSet());
        var answer = row.optional("status", row::integer)
                .map(status -> new GivenAnswer(status, vault.openText(row.bytes("answer"), purpose(request))));
        return new KeyClaim(row.text("fingerprint"), rights, answer);
    }

    void answered(KeyedRequest request, GivenAnswer answer) {
        keyed("""
                        update idempotency set status = :status, answer = :answer
                         where tenant = :tenant and key = :key and process = :process and status is null
                        """, request)
                .with("status", answer.status())
                .with("answer", vault.sealText(answer.body(), purpose(request)))
                .with("process", process)
                .run();
    }

    /** It was refused or failed: the same key may try again. */
    void release(KeyedRequest request) {
        keyed("""
                        delete from idempotency
                         where tenant = :tenant and key = :key and process = :process and status is null
                        """, request).with("process", process).run();
    }

    private Sql keyed(String sql, KeyedRequest request) {
        return Sql.of(em, sql).with("tenant", request.tenant()).with("key", request.key());
    }

    private static String purpose(KeyedRequest request) {
        return "idempotency.answer " + request.tenant() + " " + request.key();
    }
}

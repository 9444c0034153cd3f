package org.computecontracts.api;

import static java.time.ZoneOffset.UTC;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.computecontracts.kernel.Right;
import org.computecontracts.kernel.Settings;
import org.computecontracts.kernel.Vault;

/** Who has which Idempotency-Key, and what was answered. */
@ApplicationScoped
@Transactional
class IdempotencyStore {
    private static final Duration KEPT = Duration.ofDays(2);

    /** Longer than any request takes: a node that is gone for good does not hold a key for ever. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private static final String TAKE =
            "insert into idempotency as held (tenant, key, fingerprint, rights, node, process, until, at)"
                    + " values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) on conflict (tenant, key) do update"
                    + " set fingerprint = ?3, rights = ?4, node = ?5, process = ?6, until = ?7, at = ?8"
                    + " where held.status is null and (held.until < ?8 or held.node = ?5 and held.process <> ?6)";

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
        em.createNativeQuery("delete from idempotency where tenant = ?1 and at < ?2")
                .setParameter(1, tenant)
                .setParameter(2, before.atOffset(UTC))
                .executeUpdate();
    }

    private boolean take(KeyedRequest request, Instant now) {
        return keyed(TAKE, request)
                        .setParameter(3, request.fingerprint())
                        .setParameter(
                                4, request.rights().stream().map(Right::name).collect(joining(" ")))
                        .setParameter(5, settings.node())
                        .setParameter(6, process)
                        .setParameter(7, now.plus(LONGEST).atOffset(UTC))
                        .setParameter(8, now.atOffset(UTC))
                        .executeUpdate()
                == 1;
    }

    /** Deleted meanwhile, it is as good as being worked for: whoever asks again gets it. */
    private KeyClaim held(KeyedRequest request) {
        List<?> rows = keyed(
                        "select fingerprint, rights, status, answer from idempotency where tenant = ?1 and key = ?2",
                        request)
                .getResultList();
        return rows.stream()
                .map(row -> claim((Object[]) row, request))
                .findFirst()
                .orElseGet(() -> new KeyClaim(request.fingerprint(), Set.of(), Optional.empty()));
    }

    private KeyClaim claim(Object[] row, KeyedRequest request) {
        var rights = Stream.of(((String) row[1]).split(" "))
                .filter(name -> !name.isEmpty())
                .map(Right::valueOf)
                .collect(toUnmodifiableSet());
        var answer = row[2] instanceof Number status
                ? Optional.of(new GivenAnswer(status.intValue(), vault.openText((byte[]) row[3], purpose(request))))
                : Optional.<GivenAnswer>empty();
        return new KeyClaim((String) row[0], rights, answer);
    }

    void answered(KeyedRequest request, GivenAnswer answer) {
        keyed(
                        "update idempotency set status = ?3, answer = ?4"
                                + " where tenant = ?1 and key = ?2 and process = ?5 and status is null",
                        request)
                .setParameter(3, answer.status())
                .setParameter(4, vault.sealText(answer.body(), purpose(request)))
                .setParameter(5, process)
                .executeUpdate();
    }

    /** It was refused or failed: the same key may try again. */
    void release(KeyedRequest request) {
        keyed("delete from idempotency where tenant = ?1 and key = ?2 and process = ?3 and status is null", request)
                .setParameter(3, process)
                .executeUpdate();
    }

    private Query keyed(String sql, KeyedRequest request) {
        return em.createNativeQuery(sql).setParameter(1, request.tenant()).setParameter(2, request.key());
    }

    private static String purpose(KeyedRequest request) {
        return "idempotency.answer " + request.tenant() + " " + request.key();
    }
}

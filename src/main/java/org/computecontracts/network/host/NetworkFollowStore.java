package org.computecontracts.network.host;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.computecontracts.atproto.Did;
import org.computecontracts.network.Row;

/** Which hosts are followed, and what names them. Public data: it belongs to no tenant. */
@ApplicationScoped
@Transactional
public class NetworkFollowStore {
    private static final String FOLLOWED =
            "select url, reason, followed_at, named_at from network_host where state <> 'STOPPED'";

    /** Of hosts that are not followed any more, the most that are remembered. */
    private static final int MAX_STOPPED = 500;

    @PersistenceContext
    EntityManager em;

    public Optional<Followed> find(URI url) {
        return followed(em.createNativeQuery(FOLLOWED + " and url = ?1")
                        .setParameter(1, url.toString())
                        .getResultList())
                .stream()
                .findFirst();
    }

    int count() {
        return ((Number) em.createNativeQuery("select count(*) from network_host where state <> 'STOPPED'")
                        .getSingleResult())
                .intValue();
    }

    /** Those that strangers named. */
    List<Followed> weak() {
        var weak = Stream.of(FollowReason.values())
                .filter(FollowReason::isWeak)
                .map(Enum::name)
                .collect(Collectors.joining(","));
        return followed(em.createNativeQuery(FOLLOWED + " and reason in (select unnest(string_to_array(?1, ',')))")
                .setParameter(1, weak)
                .getResultList());
    }

    /** Those that nothing has named since then for the reason they are followed. */
    List<Followed> unnamedSince(Instant then) {
        return followed(em.createNativeQuery(FOLLOWED + " and named_at < ?1 order by named_at")
                .setParameter(1, then.atOffset(ZoneOffset.UTC))
                .getResultList());
    }

    void follow(URI url, HostKind kind, FollowReason reason, String because, Instant now) {
        em.createNativeQuery("insert into network_host"
                        + " (url, kind, reason, because, state, due_at, next_poll_at, followed_at, named_at)"
                        + " values (?1, ?2, ?3, ?4, 'NEW', ?5, ?5, ?5, ?5) on conflict (url) do update"
                        + " set kind = excluded.kind, state = 'NEW', reason = excluded.reason,"
                        + " because = excluded.because, due_at = excluded.due_at, failures = 0,"
                        + " next_poll_at = excluded.next_poll_at, followed_at = excluded.followed_at,"
                        + " named_at = excluded.named_at, problem = null, problem_at = null"
                        + " where network_host.state = 'STOPPED'")
                .setParameter(1, url.toString())
                .setParameter(2, kind.name())
                .setParameter(3, reason.name())
                .setParameter(4, because)
                .setParameter(5, now.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    /** From now on it is followed for this reason. */
    void named(URI url, FollowReason reason, String because, Instant now) {
        em.createNativeQuery("update network_host set reason = ?2, because = ?3, named_at = ?4 where url = ?1")
                .setParameter(1, url.toString())
                .setParameter(2, reason.name())
                .setParameter(3, because)
                .setParameter(4, now.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    /** An account on this host that wrote a record that concerns us, or that one names. */
    Optional<Did> accountOfInterest(URI url) {
        List<?> found = em.createNativeQuery("select p.did from network_repo p where p.host = ?1"
                        + " and p.status = 'ACTIVE' and (exists (select 1 from network_record r where r.did = p.did"
                        + " and r.deleted_at is null) or exists (select 1 from network_link l where l.target = p.did))")
                .setParameter(1, url.toString())
                .setMaxResults(1)
                .getResultList();
        return found.stream().map(did -> new Did(String.valueOf(did))).findFirst();
    }

    /** Whoever reads its stream finds that it is nobody's any more. */
    public void stop(URI url, String reason, Instant now) {
        em.createNativeQuery("update network_host set state = 'STOPPED', claimed_by = null, claimed_until = null,"
                        + " problem = ?2, problem_at = ?3 where url = ?1")
                .setParameter(1, url.toString())
                .setParameter(2, NetworkHostStore.shown(reason))
                .setParameter(3, now.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    /** Of the hosts that are not followed any more only the newest are remembered. */
    void forgetStopped() {
        em.createNativeQuery("delete from network_host where state = 'STOPPED' and url not in (select url"
                        + " from network_host where state = 'STOPPED' order by problem_at desc limit ?1)")
                .setParameter(1, MAX_STOPPED)
                .executeUpdate();
    }

    /** Has a host tried again at once that is waited for. */
    public void hurry(URI url, Instant now) {
        em.createNativeQuery("update network_host set due_at = ?2, next_poll_at = ?2"
                        + " where url = ?1 and state = 'WAITING' and failures < 5")
                .setParameter(1, url.toString())
                .setParameter(2, now.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    @SuppressWarnings("unchecked") // native queries are untyped
    private static List<Followed> followed(List<?> rows) {
        return ((List<Object[]>) rows)
                .stream()
                        .map(Row::new)
                        .map(row -> new Followed(
                                URI.create(row.text(0)),
                                FollowReason.valueOf(row.text(1)),
                                row.instant(2),
                                row.instant(3)))
                        .toList();
    }
}

package org.computecontracts.network;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** The hosts that are followed, and who of us listens to which. Public data: it belongs to no tenant. */
@ApplicationScoped
@Transactional
class NetworkHostStore {
    private static final String HOST =
            "select url, kind, reason, because, state, cursor, events, refused, problem, problem_at, connected_at,"
                    + " last_event_at, event_time, polled_at, followed_at,"
                    + " (select count(*) from network_repo r where r.host = h.url),"
                    + " (select count(*) from network_repo r where r.host = h.url and r.desync is not null)"
                    + " from network_host h";

    @PersistenceContext
    EntityManager em;

    @SuppressWarnings("unchecked") // native queries are untyped
    List<NetworkHost> all() {
        List<Object[]> rows =
                em.createNativeQuery(HOST + " order by followed_at, url").getResultList();
        return rows.stream().map(Row::new).map(NetworkHostStore::host).toList();
    }

    int count() {
        return ((Number) em.createNativeQuery("select count(*) from network_host where state <> 'STOPPED'")
                        .getSingleResult())
                .intValue();
    }

    boolean isFollowed(URI url) {
        return !em.createNativeQuery("select 1 from network_host where url = ?1 and state <> 'STOPPED'")
                .setParameter(1, url.toString())
                .getResultList()
                .isEmpty();
    }

    void follow(URI url, HostKind kind, FollowReason reason, String because, Instant now) {
        em.createNativeQuery("insert into network_host"
                        + " (url, kind, reason, because, state, next_try_at, next_poll_at, followed_at)"
                        + " values (?1, ?2, ?3, ?4, 'NEW', ?5, ?5, ?5) on conflict (url) do update"
                        + " set state = 'NEW', reason = excluded.reason, because = excluded.because,"
                        + " next_try_at = excluded.next_try_at, next_poll_at = excluded.next_poll_at"
                        + " where network_host.state = 'STOPPED'")
                .setParameter(1, url.toString())
                .setParameter(2, kind.name())
                .setParameter(3, reason.name())
                .setParameter(4, because)
                .setParameter(5, now.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    private static NetworkHost host(Row row) {
        return new NetworkHost(
                URI.create(row.text(0)),
                HostKind.valueOf(row.text(1)),
                FollowReason.valueOf(row.text(2)),
                row.text(3),
                HostState.valueOf(row.text(4)),
                row.numberOrNull(5),
                row.number(6),
                row.number(7),
                row.textOrNull(8),
                row.instantOrNull(9),
                row.instantOrNull(10),
                row.instantOrNull(11),
                row.instantOrNull(12),
                row.instantOrNull(13),
                row.instant(14),
                (int) row.number(15),
                (int) row.number(16));
    }
}

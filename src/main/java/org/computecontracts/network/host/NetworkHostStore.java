package org.computecontracts.network.host;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.computecontracts.network.Row;

/** The hosts that are followed, and who of us listens to which. Public data: it belongs to no tenant. */
@ApplicationScoped
@Transactional
public class NetworkHostStore {
    private static final String HOST =
            "select url, kind, reason, because, state, cursor, events, refused, problem, problem_at, connected_at,"
                    + " last_event_at, event_time, polled_at, followed_at,"
                    + " (select count(*) from network_repo r where r.host = h.url),"
                    + " (select count(*) from network_repo r where r.host = h.url and r.desync is not null)"
                    + ", rate from network_host h";

    private static final int SHOWN = 500;

    @PersistenceContext
    EntityManager em;

    @SuppressWarnings("unchecked") // native queries are untyped
    public List<NetworkHost> all() {
        List<Object[]> rows =
                em.createNativeQuery(HOST + " order by followed_at, url").getResultList();
        return rows.stream().map(Row::new).map(NetworkHostStore::host).toList();
    }

    /** Hosts that nobody listens to and whose turn it is, for one node to listen to until then. */
    @SuppressWarnings("unchecked") // native queries are untyped
    public List<HostClaim> claim(String holder, Instant now, Instant until, int most) {
        List<Object[]> rows = em.createNativeQuery("update network_host set holder = ?1, held_until = ?3 where url in"
                        + " (select url from network_host where state <> 'STOPPED' and next_try_at <= ?2"
                        + " and (held_until is null or held_until < ?2) order by next_try_at limit ?4"
                        + " for update skip locked) returning url, kind, cursor")
                .setParameter(1, holder)
                .setParameter(2, now.atOffset(ZoneOffset.UTC))
                .setParameter(3, until.atOffset(ZoneOffset.UTC))
                .setParameter(4, most)
                .getResultList();
        return rows.stream()
                .map(Row::new)
                .map(row -> new HostClaim(
                        URI.create(row.text(0)), HostKind.valueOf(row.text(1)), holder, row.numberOrNull(2)))
                .toList();
    }

    /**
     * Of these hosts only: what a node holds without reading it must become another's. Gives those that are still its own.
     */
    public Set<URI> renew(String holder, Collection<URI> hosts, Instant until) {
        var urls = hosts.stream().map(URI::toString).collect(Collectors.joining(" "));
        List<?> renewed = em.createNativeQuery("update network_host set held_until = ?2 where holder = ?1"
                        + " and held_until is not null and url in (select unnest(string_to_array(?3, ' ')))"
                        + " returning url")
                .setParameter(1, holder)
                .setParameter(2, until.atOffset(ZoneOffset.UTC))
                .setParameter(3, urls)
                .getResultList();
        return renewed.stream().map(url -> URI.create(String.valueOf(url))).collect(Collectors.toUnmodifiableSet());
    }

    /** False when the host is not this node's any more. */
    public boolean connected(HostClaim claim, Instant now) {
        return em.createNativeQuery("update network_host set state = 'CONNECTED', connected_at = ?3"
                                + " where url = ?1 and holder = ?2 and state <> 'STOPPED'")
                        .setParameter(1, claim.url().toString())
                        .setParameter(2, claim.holder())
                        .setParameter(3, now.atOffset(ZoneOffset.UTC))
                        .executeUpdate()
                == 1;
    }

    /** How often in a row it failed so far. */
    public int failures(HostClaim claim) {
        return ((Number) em.createNativeQuery("select failures from network_host where url = ?1")
                        .setParameter(1, claim.url().toString())
                        .getSingleResult())
                .intValue();
    }

    public void ended(HostClaim claim, String problem, Instant now, Instant nextTry) {
        em.createNativeQuery("update network_host set state = case state when 'STOPPED' then state else 'WAITING' end,"
                        + " failures = failures + 1, problem = ?3, problem_at = ?4, next_try_at = ?5,"
                        + " next_poll_at = least(next_poll_at, ?4), holder = null, held_until = null"
                        + " where url = ?1 and holder = ?2")
                .setParameter(1, claim.url().toString())
                .setParameter(2, claim.holder())
                .setParameter(3, shown(problem))
                .setParameter(4, now.atOffset(ZoneOffset.UTC))
                .setParameter(5, nextTry.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    /** What a host's numbers were no longer means anything: its repositories are compared at once. */
    public void forgetCursor(HostClaim claim, Instant now) {
        em.createNativeQuery("update network_host set cursor = null, next_poll_at = ?3 where url = ?1 and holder = ?2")
                .setParameter(1, claim.url().toString())
                .setParameter(2, claim.holder())
                .setParameter(3, now.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    public void pollSoon(URI url, Instant now) {
        em.createNativeQuery("update network_host set next_poll_at = least(next_poll_at, ?2) where url = ?1")
                .setParameter(1, url.toString())
                .setParameter(2, now.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    /** Hosts whose turn it is to be polled; the turn of each comes again after one of the two periods. */
    @SuppressWarnings("unchecked") // native queries are untyped
    public List<PollTurn> polls(Instant now, Duration unheard, Duration heard, int most) {
        List<Object[]> rows = em.createNativeQuery("update network_host set polled_at = ?1,"
                        + " next_poll_at = case state when 'CONNECTED' then cast(?2 as timestamptz)"
                        + " else cast(?3 as timestamptz) end where url in"
                        + " (select url from network_host where state <> 'STOPPED' and kind <> 'JETSTREAM'"
                        + " and next_poll_at <= ?1 order by next_poll_at limit ?4 for update skip locked)"
                        + " returning url, kind, state")
                .setParameter(1, now.atOffset(ZoneOffset.UTC))
                .setParameter(2, now.plus(heard).toString())
                .setParameter(3, now.plus(unheard).toString())
                .setParameter(4, most)
                .getResultList();
        return rows.stream()
                .map(Row::new)
                .map(row -> new PollTurn(
                        URI.create(row.text(0)), HostKind.valueOf(row.text(1)), HostState.valueOf(row.text(2))))
                .toList();
    }

    /** What a stranger's message says, fit to be stored and shown. */
    public static String shown(String text) {
        var plain = text.replaceAll("\\p{Cntrl}", " ");
        return plain.substring(0, Math.min(SHOWN, plain.length()));
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
                (int) row.number(16),
                row.decimal(17));
    }
}

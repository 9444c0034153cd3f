package org.computecontracts.network.host;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.computecontracts.kernel.work.Claim;
import org.computecontracts.kernel.work.ClaimStore;
import org.computecontracts.kernel.work.ClaimTurn;
import org.computecontracts.kernel.work.NamedRow;
import org.computecontracts.kernel.work.WorkQueue;

/** The hosts that are followed, and who of us listens to which. Public data: it belongs to no tenant. */
@ApplicationScoped
@Transactional
public class NetworkHostStore {
    private static final String HOST =
            "select url, kind, reason, because, state, cursor, events, refused, problem, problem_at, connected_at,"
                    + " last_event_at, event_time, polled_at, followed_at,"
                    + " (select count(*) from network_repo r where r.host = h.url) as repos,"
                    + " (select count(*) from network_repo r where r.host = h.url and r.desync is not null)"
                    + " as behind, rate from network_host h";

    private static final int SHOWN = 500;

    private static final WorkQueue QUEUE = WorkQueue.of("network_host", "url", "text", "state <> 'STOPPED'");

    @PersistenceContext
    EntityManager em;

    @Inject
    ClaimStore claims;

    @SuppressWarnings("unchecked") // native queries are untyped
    public List<NetworkHost> all() {
        List<Map<?, ?>> rows = em.createNativeQuery(HOST + " order by followed_at, url")
                .setHint("eclipselink.result-type", "Map")
                .getResultList();
        return rows.stream().map(NamedRow::of).map(NetworkHostStore::host).toList();
    }

    /** Hosts that nobody listens to and whose turn it is. */
    public List<HostClaim> claim(ClaimTurn turn) {
        return claims.claim(QUEUE, turn).stream().map(NetworkHostStore::host).toList();
    }

    private static HostClaim host(Claim claim) {
        var row = claim.row();
        var cursor = row.optional("cursor").map(Long::valueOf).orElse(null);
        return new HostClaim(URI.create(claim.key()), HostKind.valueOf(row.text("kind")), claim.holder(), cursor);
    }

    /**
     * Of these hosts only: what a node holds without reading it must become another's. Gives those that are still its own.
     */
    public Set<URI> renew(String holder, Collection<URI> hosts, Instant until) {
        var urls = hosts.stream().map(URI::toString).toList();
        return claims.renew(QUEUE, holder, urls, until).stream()
                .map(URI::create)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** False when the host is not this node's any more. */
    public boolean connected(HostClaim claim, Instant now) {
        return em.createNativeQuery("update network_host set state = 'CONNECTED', connected_at = ?3"
                                + " where url = ?1 and claimed_by = ?2 and state <> 'STOPPED'")
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
                        + " failures = failures + 1, problem = ?3, problem_at = ?4,"
                        + " next_poll_at = least(next_poll_at, ?4) where url = ?1 and claimed_by = ?2")
                .setParameter(1, claim.url().toString())
                .setParameter(2, claim.holder())
                .setParameter(3, shown(problem))
                .setParameter(4, now.atOffset(ZoneOffset.UTC))
                .executeUpdate();
        claims.release(QUEUE, claim.holder(), claim.url().toString(), nextTry);
    }

    /** What a host's numbers were no longer means anything: its repositories are compared at once. */
    public void forgetCursor(HostClaim claim, Instant now) {
        em.createNativeQuery(
                        "update network_host set cursor = null, next_poll_at = ?3 where url = ?1 and claimed_by = ?2")
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
        List<Map<?, ?>> rows = em.createNativeQuery("update network_host set polled_at = ?1,"
                        + " next_poll_at = case state when 'CONNECTED' then cast(?2 as timestamptz)"
                        + " else cast(?3 as timestamptz) end where url in"
                        + " (select url from network_host where state <> 'STOPPED' and kind <> 'JETSTREAM'"
                        + " and next_poll_at <= ?1 order by next_poll_at limit ?4 for update skip locked)"
                        + " returning url, kind, state")
                .setHint("eclipselink.result-type", "Map")
                .setParameter(1, now.atOffset(ZoneOffset.UTC))
                .setParameter(2, now.plus(heard).toString())
                .setParameter(3, now.plus(unheard).toString())
                .setParameter(4, most)
                .getResultList();
        return rows.stream()
                .map(NamedRow::of)
                .map(row -> new PollTurn(
                        URI.create(row.text("url")),
                        HostKind.valueOf(row.text("kind")),
                        HostState.valueOf(row.text("state"))))
                .toList();
    }

    /** What a stranger's message says, fit to be stored and shown. */
    public static String shown(String text) {
        var plain = text.replaceAll("\\p{Cntrl}", " ");
        return plain.substring(0, Math.min(SHOWN, plain.length()));
    }

    private static NetworkHost host(NamedRow row) {
        return new NetworkHost(
                URI.create(row.text("url")),
                HostKind.valueOf(row.text("kind")),
                FollowReason.valueOf(row.text("reason")),
                row.text("because"),
                HostState.valueOf(row.text("state")),
                row.optional("cursor").map(Long::valueOf).orElse(null),
                row.number("events"),
                row.number("refused"),
                row.optional("problem").orElse(null),
                row.optionalInstant("problem_at").orElse(null),
                row.optionalInstant("connected_at").orElse(null),
                row.optionalInstant("last_event_at").orElse(null),
                row.optionalInstant("event_time").orElse(null),
                row.optionalInstant("polled_at").orElse(null),
                row.instant("followed_at"),
                (int) row.number("repos"),
                (int) row.number("behind"),
                Double.parseDouble(row.text("rate")));
    }
}

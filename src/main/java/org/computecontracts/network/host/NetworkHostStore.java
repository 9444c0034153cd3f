package org.computecontracts.network.host;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.computecontracts.kernel.data.Row;
import org.computecontracts.kernel.data.Sql;
import org.computecontracts.kernel.work.Claim;
import org.computecontracts.kernel.work.ClaimStore;
import org.computecontracts.kernel.work.ClaimTurn;
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

    public List<NetworkHost> all() {
        return Sql.of(em, HOST + " order by followed_at, url").list(NetworkHostStore::host);
    }

    /** Hosts that nobody listens to and whose turn it is. */
    public List<HostClaim> claim(ClaimTurn turn) {
        return claims.claim(QUEUE, turn, NetworkHostStore::claimed);
    }

    private static HostClaim claimed(Claim claim, Row row) {
        var cursor = row.optional("cursor", row::number).orElse(null);
        return new HostClaim(row.as("url", URI::create), row.as("kind", HostKind::valueOf), claim.holder(), cursor);
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
        return Sql.of(em, """
                        update network_host set state = 'CONNECTED', connected_at = :now
                            where url = :url and claimed_by = :holder and state <> 'STOPPED'
                        """)
                        .with("url", claim.url())
                        .with("holder", claim.holder())
                        .with("now", now)
                        .update()
                == 1;
    }

    /** How often in a row it failed so far. */
    public int failures(HostClaim claim) {
        return Sql.of(em, "select failures from network_host where url = :url")
                .with("url", claim.url())
                .one(row -> row.integer("failures"));
    }

    public void ended(HostClaim claim, String problem, Instant now, Instant nextTry) {
        Sql.of(em, """
                        update network_host set state = case state when 'STOPPED' then state else 'WAITING' end,
                            failures = failures + 1, problem = :problem, problem_at = :now,
                            next_poll_at = least(next_poll_at, :now) where url = :url and claimed_by = :holder
                        """)
                .with("url", claim.url())
                .with("holder", claim.holder())
                .with("problem", shown(problem))
                .with("now", now)
                .update();
        claims.release(QUEUE, claim.holder(), claim.url().toString(), nextTry);
    }

    /** What a host's numbers were no longer means anything: its repositories are compared at once. */
    public void forgetCursor(HostClaim claim, Instant now) {
        Sql.of(em, """
                        update network_host set cursor = null, next_poll_at = :now
                            where url = :url and claimed_by = :holder
                        """)
                .with("url", claim.url())
                .with("holder", claim.holder())
                .with("now", now)
                .update();
    }

    public void pollSoon(URI url, Instant now) {
        Sql.of(em, "update network_host set next_poll_at = least(next_poll_at, :now) where url = :url")
                .with("url", url)
                .with("now", now)
                .update();
    }

    /** Hosts whose turn it is to be polled; the turn of each comes again after one of the two periods. */
    public List<PollTurn> polls(Instant now, Duration unheard, Duration heard, int most) {
        return Sql.of(em, """
                        update network_host set polled_at = :now,
                            next_poll_at = case state when 'CONNECTED' then :afterHeard else :afterUnheard end
                        where url in (select url from network_host where state <> 'STOPPED' and kind <> 'JETSTREAM'
                            and next_poll_at <= :now order by next_poll_at limit :most for update skip locked)
                        returning url, kind, state
                        """)
                .with("now", now)
                .with("afterHeard", now.plus(heard))
                .with("afterUnheard", now.plus(unheard))
                .with("most", most)
                .returning(row -> new PollTurn(
                        row.as("url", URI::create),
                        row.as("kind", HostKind::valueOf),
                        row.as("state", HostState::valueOf)));
    }

    /** What a stranger's message says, fit to be stored and shown. */
    public static String shown(String text) {
        var plain = text.replaceAll("\\p{Cntrl}", " ");
        return plain.substring(0, Math.min(SHOWN, plain.length()));
    }

    private static NetworkHost host(Row row) {
        return new NetworkHost(
                row.as("url", URI::create),
                row.as("kind", HostKind::valueOf),
                row.as("reason", FollowReason::valueOf),
                row.text("because"),
                row.as("state", HostState::valueOf),
                row.optional("cursor", row::number).orElse(null),
                row.number("events"),
                row.number("refused"),
                row.optional("problem", row::text).orElse(null),
                row.optional("problem_at", row::instant).orElse(null),
                row.optional("connected_at", row::instant).orElse(null),
                row.optional("last_event_at", row::instant).orElse(null),
                row.optional("event_time", row::instant).orElse(null),
                row.optional("polled_at", row::instant).orElse(null),
                row.instant("followed_at"),
                row.integer("repos"),
                row.integer("behind"),
                row.decimal("rate").doubleValue());
    }
}

package org.computecontracts.network.host;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.data.Row;
import org.computecontracts.kernel.data.Sql;

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
        return Sql.of(em, FOLLOWED + " and url = :url").with("url", url).first(NetworkFollowStore::followed);
    }

    int count() {
        return (int) Sql.of(em, "select count(*) from network_host where state <> 'STOPPED'")
                .number();
    }

    /** Those that strangers named. */
    List<Followed> weak() {
        var weak = Stream.of(FollowReason.values()).filter(FollowReason::isWeak).toList();
        return Sql.of(em, FOLLOWED + " and reason = any(:weak)")
                .with("weak", weak)
                .list(NetworkFollowStore::followed);
    }

    /** Those that nothing has named since then for the reason they are followed. */
    List<Followed> unnamedSince(Instant then) {
        return Sql.of(em, FOLLOWED + " and named_at < :then order by named_at")
                .with("then", then)
                .list(NetworkFollowStore::followed);
    }

    void follow(URI url, HostKind kind, FollowReason reason, String because, Instant now) {
        Sql.of(
                        em,
                        "insert into network_host"
                                + " (url, kind, reason, because, state, due_at, next_poll_at, followed_at, named_at)"
                                + " values (:url, :kind, :reason, :because, 'NEW', :now, :now, :now, :now) on conflict (url) do update"
                                + " set kind = excluded.kind, state = 'NEW', reason = excluded.reason,"
                                + " because = excluded.because, due_at = excluded.due_at, failures = 0,"
                                + " next_poll_at = excluded.next_poll_at, followed_at = excluded.followed_at,"
                                + " named_at = excluded.named_at, problem = null, problem_at = null"
                                + " where network_host.state = 'STOPPED'")
                .with("url", url)
                .with("kind", kind)
                .with("reason", reason)
                .with("because", because)
                .with("now", now)
                .run();
    }

    /** From now on it is followed for this reason. */
    void named(URI url, FollowReason reason, String because, Instant now) {
        Sql.of(em, "update network_host set reason = :reason, because = :because, named_at = :now where url = :url")
                .with("url", url)
                .with("reason", reason)
                .with("because", because)
                .with("now", now)
                .run();
    }

    /** An account on this host that wrote a record that concerns us, or that one names. */
    Optional<Did> accountOfInterest(URI url) {
        return Sql.of(em, """
                        select p.did from network_repo p where p.host = :url and p.status = 'ACTIVE'
                           and (exists (select from network_record r where r.did = p.did and r.deleted_at is null)
                             or exists (select from network_link l where l.target = p.did)) limit 1
                        """).with("url", url).first(row -> row.as("did", Did::new));
    }

    /** Whoever reads its stream finds that it is nobody's any more. */
    public void stop(URI url, String reason, Instant now) {
        Sql.of(
                        em,
                        "update network_host set state = 'STOPPED', claimed_by = null, claimed_until = null,"
                                + " problem = :reason, problem_at = :now where url = :url")
                .with("url", url)
                .with("reason", NetworkHostStore.shown(reason))
                .with("now", now)
                .run();
    }

    /** Of the hosts that are not followed any more only the newest are remembered. */
    void forgetStopped() {
        Sql.of(
                        em,
                        "delete from network_host where state = 'STOPPED' and url not in (select url"
                                + " from network_host where state = 'STOPPED' order by problem_at desc limit :most)")
                .with("most", MAX_STOPPED)
                .run();
    }

    /** Has a host tried again at once that is waited for. */
    public void hurry(URI url, Instant now) {
        Sql.of(
                        em,
                        "update network_host set due_at = :now, next_poll_at = :now"
                                + " where url = :url and state = 'WAITING' and failures < 5")
                .with("url", url)
                .with("now", now)
                .run();
    }

    private static Followed followed(Row row) {
        return new Followed(
                row.as("url", URI::create),
                row.as("reason", FollowReason::valueOf),
                row.instant("followed_at"),
                row.instant("named_at"));
    }
}

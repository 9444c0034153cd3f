package org.computecontracts.network.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Tid;
import org.computecontracts.network.RepoStatus;
import org.computecontracts.network.Row;
import org.computecontracts.network.SeenRepo;
import org.computecontracts.network.host.NetworkHostStore;

/** The heads of repositories. Public data: it belongs to no tenant. */
@ApplicationScoped
@Transactional
public class NetworkRepoStore {
    private static final int MOST_ATTEMPTS = 14;
    private static final String REPO =
            "select did, host, handle, rev, data, status, desync, seen_at from network_repo ";

    @PersistenceContext
    EntityManager em;

    public Optional<SeenRepo> find(Did did) {
        return repos(em.createNativeQuery(REPO + "where did = ?1")
                        .setParameter(1, did.value())
                        .getResultList())
                .stream()
                .findFirst();
    }

    public List<SeenRepo> desynchronised(int most) {
        return repos(em.createNativeQuery(REPO + "where desync is not null order by desync_at")
                .setMaxResults(most)
                .getResultList());
    }

    /** Has it read anew; false when it is not known. */
    public boolean desynchronise(Did did, String reason, Instant now) {
        return em.createNativeQuery("update network_repo set desync = coalesce(desync, ?2), attempts = 0,"
                                + " desync_at = coalesce(desync_at, ?3), due_at = ?3 where did = ?1")
                        .setParameter(1, did.value())
                        .setParameter(2, reason)
                        .setParameter(3, now.atOffset(ZoneOffset.UTC))
                        .executeUpdate()
                == 1;
    }

    /** Repositories that are known to be this host's, without those that are read anew already. */
    @SuppressWarnings("unchecked") // native queries are untyped
    public List<Did> activeAt(URI host) {
        List<String> dids = em.createNativeQuery(
                        "select did from network_repo where host = ?1 and status = 'ACTIVE' and desync is null")
                .setParameter(1, host.toString())
                .getResultList();
        return dids.stream().map(Did::new).toList();
    }

    /** What only this source tells of: repositories whose own host's stream is not read now. */
    void desynchroniseUnheard(String reason, Instant now) {
        em.createNativeQuery("update network_repo set desync = ?1, attempts = 0, desync_at = ?2, due_at = ?2"
                        + " where desync is null and rev is not null and (host is null or host not in"
                        + " (select url from network_host where kind = 'PDS' and state = 'CONNECTED'))")
                .setParameter(1, reason)
                .setParameter(2, now.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    /** From now on the view holds these collections: what was read for others is read anew. */
    public void hold(List<String> collections, Instant now) {
        var changed = em.createNativeQuery("update network_scope set collections = ?1 where collections <> ?1")
                .setParameter(1, String.join(",", collections))
                .executeUpdate();
        if (changed == 1) {
            em.createNativeQuery("update network_repo set desync = coalesce(desync, 'Other collections matter now'),"
                            + " desync_at = coalesce(desync_at, ?1), due_at = ?1, attempts = 0 where status = 'ACTIVE'")
                    .setParameter(1, now.atOffset(ZoneOffset.UTC))
                    .executeUpdate();
        }
    }

    /** Repositories to be read anew, those that concern us first, for one node to do it until then. */
    @SuppressWarnings("unchecked") // native queries are untyped
    public List<DueRepo> claim(Instant now, Instant until, int most) {
        List<Object[]> rows = em.createNativeQuery("update network_repo set held_until = ?2, attempts = attempts + 1"
                        + " where did in (select did from network_repo where desync is not null and due_at <= ?1"
                        + " and (held_until is null or held_until < ?1) order by (rev is null), due_at limit ?3"
                        + " for update skip locked) returning did, attempts, desync")
                .setParameter(1, now.atOffset(ZoneOffset.UTC))
                .setParameter(2, until.atOffset(ZoneOffset.UTC))
                .setParameter(3, most)
                .getResultList();
        return rows.stream()
                .map(Row::new)
                .map(row -> new DueRepo(new Did(row.text(0)), (int) row.number(1), row.textOrNull(2)))
                .toList();
    }

    /** The turn goes on. */
    public void hold(Did did, Instant until) {
        em.createNativeQuery("update network_repo set held_until = ?2 where did = ?1 and held_until is not null")
                .setParameter(1, did.value())
                .setParameter(2, until.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    /**
     * The turn is over; what is still desynchronised comes again then. What was never read and has nothing that concerns us
     * is forgotten after a while: whoever lists it again brings it back.
     */
    public void release(Did did, String problem, Instant next) {
        em.createNativeQuery("update network_repo set held_until = null, due_at = ?2,"
                        + " desync = case when ?3 = '' then desync else ?3 end where did = ?1 and desync is not null")
                .setParameter(1, did.value())
                .setParameter(2, next.atOffset(ZoneOffset.UTC))
                .setParameter(3, NetworkHostStore.shown(problem))
                .executeUpdate();
        em.createNativeQuery("update network_repo set held_until = null where did = ?1 and desync is null")
                .setParameter(1, did.value())
                .executeUpdate();
        em.createNativeQuery("delete from network_repo r where did = ?1 and rev is null and desync is not null"
                        + " and attempts >= ?2 and not exists (select 1 from network_record n where n.did = r.did)")
                .setParameter(1, did.value())
                .setParameter(2, MOST_ATTEMPTS)
                .executeUpdate();
    }

    @SuppressWarnings("unchecked") // native queries are untyped
    private static List<SeenRepo> repos(List<?> rows) {
        return ((List<Object[]>) rows)
                .stream().map(Row::new).map(NetworkRepoStore::repo).toList();
    }

    private static SeenRepo repo(Row row) {
        return new SeenRepo(
                new Did(row.text(0)),
                row.uriOrNull(1),
                row.textOrNull(2),
                row.orNull(3, Tid::new),
                row.orNull(4, Cid::new),
                RepoStatus.valueOf(row.text(5)),
                row.textOrNull(6),
                row.instant(7));
    }
}

package org.computecontracts.network.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Tid;
import org.computecontracts.kernel.work.Claim;
import org.computecontracts.kernel.work.ClaimStore;
import org.computecontracts.kernel.work.ClaimTurn;
import org.computecontracts.kernel.work.NamedRow;
import org.computecontracts.kernel.work.WorkQueue;
import org.computecontracts.network.RepoStatus;
import org.computecontracts.network.SeenRepo;
import org.computecontracts.network.host.NetworkHostStore;

/** The heads of repositories. Public data: it belongs to no tenant. */
@ApplicationScoped
@Transactional
public class NetworkRepoStore {
    private static final int MOST_ATTEMPTS = 14;
    private static final String REPO =
            "select did, host, handle, rev, data, status, desync, seen_at from network_repo ";

    /** Those that were read before come first, and of one host no more than leave hands for the others. */
    private static final WorkQueue QUEUE = WorkQueue.of("network_repo", "did", "text", "desync is not null")
            .rankedBy("(rev is null)")
            .fairTo("coalesce(host, '')", 4)
            .counting();

    @PersistenceContext
    EntityManager em;

    @Inject
    ClaimStore claims;

    public Optional<SeenRepo> find(Did did) {
        return repos(em.createNativeQuery(REPO + "where did = ?1").setParameter(1, did.value())).stream()
                .findFirst();
    }

    public List<SeenRepo> desynchronised(int most) {
        return repos(em.createNativeQuery(REPO + "where desync is not null order by desync_at")
                .setMaxResults(most));
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

    /** Repositories to be read anew. */
    public List<DueRepo> claim(ClaimTurn turn) {
        return claims.claim(QUEUE, turn).stream().map(NetworkRepoStore::due).toList();
    }

    private static DueRepo due(Claim claim) {
        var row = claim.row();
        return new DueRepo(
                claim,
                new Did(claim.key()),
                (int) row.number("attempts"),
                row.optional("desync").orElse(null));
    }

    public Set<String> renew(String holder, Set<String> dids, Instant until) {
        return claims.renew(QUEUE, holder, dids, until);
    }

    /**
     * The turn is over; what is still desynchronised comes again then. What was never read and has nothing that concerns us
     * is forgotten after a while: whoever lists it again brings it back.
     */
    public void release(DueRepo due, String problem, Instant next) {
        if (!problem.isEmpty()) {
            em.createNativeQuery("update network_repo set desync = ?2 where did = ?1 and desync is not null")
                    .setParameter(1, due.did().value())
                    .setParameter(2, NetworkHostStore.shown(problem))
                    .executeUpdate();
        }
        claims.release(QUEUE, due.claim(), next);
        em.createNativeQuery("delete from network_repo r where did = ?1 and rev is null and desync is not null"
                        + " and attempts >= ?2 and not exists (select 1 from network_record n where n.did = r.did)")
                .setParameter(1, due.did().value())
                .setParameter(2, MOST_ATTEMPTS)
                .executeUpdate();
    }

    @SuppressWarnings("unchecked") // native queries are untyped
    private static List<SeenRepo> repos(Query query) {
        List<Map<?, ?>> rows = query.setHint("eclipselink.result-type", "Map").getResultList();
        return rows.stream().map(NamedRow::of).map(NetworkRepoStore::repo).toList();
    }

    private static SeenRepo repo(NamedRow row) {
        return new SeenRepo(
                new Did(row.text("did")),
                row.optional("host").map(URI::create).orElse(null),
                row.optional("handle").orElse(null),
                row.optional("rev").map(Tid::new).orElse(null),
                row.optional("data").map(Cid::new).orElse(null),
                RepoStatus.valueOf(row.text("status")),
                row.optional("desync").orElse(null),
                row.instant("seen_at"));
    }
}

package org.computecontracts.network.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Tid;
import org.computecontracts.kernel.data.Row;
import org.computecontracts.kernel.data.Sql;
import org.computecontracts.kernel.work.Claim;
import org.computecontracts.kernel.work.ClaimStore;
import org.computecontracts.kernel.work.ClaimTurn;
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
        return Sql.of(em, REPO + "where did = :did").with("did", did).first(NetworkRepoStore::repo);
    }

    public List<SeenRepo> desynchronised(int most) {
        return Sql.of(em, REPO + "where desync is not null order by desync_at limit :most")
                .with("most", most)
                .list(NetworkRepoStore::repo);
    }

    /** Has it read anew; false when it is not known. */
    public boolean desynchronise(Did did, String reason, Instant now) {
        return Sql.of(em, """
                        update network_repo set desync = coalesce(desync, :reason), attempts = 0,
                            desync_at = coalesce(desync_at, :now), due_at = :now where did = :did
                        """)
                        .with("did", did)
                        .with("reason", reason)
                        .with("now", now)
                        .update()
                == 1;
    }

    /** Repositories that are known to be this host's, without those that are read anew already. */
    public List<Did> activeAt(URI host) {
        return Sql.of(em, "select did from network_repo where host = :host and status = 'ACTIVE' and desync is null")
                .with("host", host)
                .list(row -> row.as("did", Did::new));
    }

    /** What only this source tells of: repositories whose own host's stream is not read now. */
    void desynchroniseUnheard(String reason, Instant now) {
        Sql.of(em, """
                        update network_repo set desync = :reason, attempts = 0, desync_at = :now, due_at = :now
                            where desync is null and rev is not null and (host is null or host not in
                            (select url from network_host where kind = 'PDS' and state = 'CONNECTED'))
                        """).with("reason", reason).with("now", now).update();
    }

    /** From now on the view holds these collections: what was read for others is read anew. */
    public void hold(List<String> collections, Instant now) {
        var changed = Sql.of(
                        em, "update network_scope set collections = :collections where collections <> :collections")
                .with("collections", String.join(",", collections))
                .update();
        if (changed == 1) {
            Sql.of(em, """
                            update network_repo set desync = coalesce(desync, 'Other collections matter now'),
                                desync_at = coalesce(desync_at, :now), due_at = :now, attempts = 0
                            where status = 'ACTIVE'
                            """).with("now", now).update();
        }
    }

    /** Repositories to be read anew. */
    public List<DueRepo> claim(ClaimTurn turn) {
        return claims.claim(QUEUE, turn, NetworkRepoStore::due);
    }

    private static DueRepo due(Claim claim, Row row) {
        var doubt = row.optional("desync", row::text).orElse(null);
        return new DueRepo(claim, row.as("did", Did::new), row.integer("attempts"), doubt);
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
            Sql.of(em, "update network_repo set desync = :problem where did = :did and desync is not null")
                    .with("did", due.did())
                    .with("problem", NetworkHostStore.shown(problem))
                    .update();
        }
        claims.release(QUEUE, due.claim(), next);
        Sql.of(em, """
                        delete from network_repo r where did = :did and rev is null and desync is not null
                            and attempts >= :most and not exists (select 1 from network_record n where n.did = r.did)
                        """).with("did", due.did()).with("most", MOST_ATTEMPTS).update();
    }

    private static SeenRepo repo(Row row) {
        return new SeenRepo(
                row.as("did", Did::new),
                row.optional("host", row::text).map(URI::create).orElse(null),
                row.optional("handle", row::text).orElse(null),
                row.optional("rev", row::text).map(Tid::new).orElse(null),
                row.optional("data", row::text).map(Cid::new).orElse(null),
                row.as("status", RepoStatus::valueOf),
                row.optional("desync", row::text).orElse(null),
                row.instant("seen_at"));
    }
}

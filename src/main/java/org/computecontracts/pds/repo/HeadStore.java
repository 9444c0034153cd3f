package org.computecontracts.pds.repo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Tid;
import org.computecontracts.atproto.xrpc.Allowance;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.data.Row;
import org.computecontracts.kernel.data.Sql;
import org.computecontracts.pds.PdsProblem;
import org.computecontracts.pds.PdsSettings;
import org.computecontracts.pds.record.RepoHead;

/** Where repositories stand: read, locked for writing, or held while blocks are read that belong together. */
@ApplicationScoped
@Transactional
public class HeadStore {
    private static final String HEADS =
            "select r.did, head, data, rev, active from pds_repo r join pds_account a on a.did = r.did where r.did ";
    private static final String STATE = """
            select r.did, head, data, rev, active, signing_key,
                   cast(greatest(0, extract(epoch from hour_at)) as bigint) as hour_since, hour_points,
                   cast(greatest(0, extract(epoch from day_at)) as bigint) as day_since, day_points
              from pds_repo r join pds_account a on a.did = r.did where r.did = :did
            """;

    @PersistenceContext
    EntityManager em;

    @Inject
    PdsSettings settings;

    /**
     * Locks a repository for writing; REPO_NOT_FOUND. How it stands is read once the lock is there: one statement for both
     * would see the account as it was before the wait.
     */
    RepoState lock(Did did) {
        hold(did);
        return Sql.of(em, STATE).with("did", did).first(this::state).orElseThrow(() -> notFound(did));
    }

    /** No other writer until the transaction ends. */
    public void hold(Did did) {
        Sql.of(em, "select 1 from pds_repo where did = :did for no key update")
                .with("did", did)
                .run();
    }

    private RepoState state(Row row) {
        return new RepoState(
                head(row),
                row.bytes("signing_key"),
                new Allowance(
                        settings.writePointsAnHour(),
                        Duration.ofHours(1),
                        Instant.ofEpochSecond(row.number("hour_since")),
                        row.integer("hour_points")),
                new Allowance(
                        settings.writePointsADay(),
                        Duration.ofDays(1),
                        Instant.ofEpochSecond(row.number("day_since")),
                        row.integer("day_points")));
    }

    static ProblemException notFound(Did did) {
        return PdsProblem.REPO_NOT_FOUND.because("Could not find repo for DID: %s", did);
    }

    public Optional<RepoHead> head(Did did) {
        return Sql.of(em, HEADS + "= :did").with("did", did).first(HeadStore::head);
    }

    public List<RepoHead> heads(String after, int limit) {
        return Sql.of(em, HEADS + "> :after order by r.did limit :limit")
                .with("after", after)
                .with("limit", limit)
                .list(HeadStore::head);
    }

    private static RepoHead head(Row row) {
        return new RepoHead(
                row.as("did", Did::new),
                row.as("head", Cid::new),
                row.as("data", Cid::new),
                row.as("rev", Tid::new),
                row.flag("active"));
    }
}

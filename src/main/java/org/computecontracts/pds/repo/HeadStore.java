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
                   cast(greatest(0, extract(epoch from hour_at)) as bigint), hour_points,
                   cast(greatest(0, extract(epoch from day_at)) as bigint), day_points
              from pds_repo r join pds_account a on a.did = r.did where r.did = ?1
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
        List<?> rows = em.createNativeQuery(STATE).setParameter(1, did.value()).getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(this::state)
                .findFirst()
                .orElseThrow(() -> notFound(did));
    }

    /** No other writer until the transaction ends. */
    public void hold(Did did) {
        em.createNativeQuery("select 1 from pds_repo where did = ?1 for no key update")
                .setParameter(1, did.value())
                .getResultList();
    }

    private RepoState state(Object[] row) {
        return new RepoState(
                head(row),
                (byte[]) row[5],
                allowance(settings.writePointsAnHour(), Duration.ofHours(1), row[6], row[7]),
                allowance(settings.writePointsADay(), Duration.ofDays(1), row[8], row[9]));
    }

    private static Allowance allowance(int most, Duration window, Object since, Object spent) {
        var seconds = ((Number) since).longValue();
        return new Allowance(most, window, Instant.ofEpochSecond(seconds), ((Number) spent).intValue());
    }

    static ProblemException notFound(Did did) {
        return PdsProblem.REPO_NOT_FOUND.because("Could not find repo for DID: %s", did);
    }

    public Optional<RepoHead> head(Did did) {
        return heads(HEADS + "= ?1", did.value()).stream().findFirst();
    }

    public List<RepoHead> heads(String after, int limit) {
        return heads(HEADS + "> ?1 order by r.did limit " + limit, after);
    }

    private List<RepoHead> heads(String sql, String did) {
        List<?> rows = em.createNativeQuery(sql).setParameter(1, did).getResultList();
        return rows.stream().map(Object[].class::cast).map(HeadStore::head).toList();
    }

    private static RepoHead head(Object[] row) {
        return new RepoHead(
                new Did((String) row[0]),
                new Cid((String) row[1]),
                new Cid((String) row[2]),
                new Tid((String) row[3]),
                (Boolean) row[4]);
    }
}

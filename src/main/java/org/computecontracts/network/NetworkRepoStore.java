package org.computecontracts.network;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Tid;

/** The heads of repositories. Public data: it belongs to no tenant. */
@ApplicationScoped
@Transactional
class NetworkRepoStore {
    private static final String REPO =
            "select did, host, handle, rev, data, status, desync, seen_at from network_repo ";

    @PersistenceContext
    EntityManager em;

    Optional<SeenRepo> find(Did did) {
        return repos(em.createNativeQuery(REPO + "where did = ?1")
                        .setParameter(1, did.value())
                        .getResultList())
                .stream()
                .findFirst();
    }

    List<SeenRepo> desynchronised(int most) {
        return repos(em.createNativeQuery(REPO + "where desync is not null order by desync_at")
                .setMaxResults(most)
                .getResultList());
    }

    /** Has it read anew; false when it is not known. */
    boolean desynchronise(Did did, String reason, Instant now) {
        return em.createNativeQuery("update network_repo set desync = coalesce(desync, ?2), attempts = 0,"
                                + " desync_at = coalesce(desync_at, ?3), due_at = ?3 where did = ?1")
                        .setParameter(1, did.value())
                        .setParameter(2, reason)
                        .setParameter(3, now.atOffset(ZoneOffset.UTC))
                        .executeUpdate()
                == 1;
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

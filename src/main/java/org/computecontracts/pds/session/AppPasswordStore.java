package org.computecontracts.pds.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.Did;

/** Keeps the app passwords, by their hashes. */
@ApplicationScoped
@Transactional
class AppPasswordStore {
    private static final String PASSWORDS = "select name, privileged, created_at from pds_app_password where did = ?1 ";
    private static final int MOST = 100;

    @PersistenceContext
    EntityManager em;

    /** False when there is one of this name, or there are too many. */
    boolean add(Did did, AppPassword password, String hash) {
        return em.createNativeQuery("""
                                insert into pds_app_password (did, name, hash, privileged, created_at)
                                select ?1, ?2, ?3, ?4, ?5
                                 where (select count(*) from pds_app_password where did = ?1) < ?6
                                on conflict (did, name) do nothing
                                """)
                        .setParameter(1, did.value())
                        .setParameter(2, password.name())
                        .setParameter(3, hash)
                        .setParameter(4, password.privileged())
                        .setParameter(5, Timestamp.from(password.createdAt()))
                        .setParameter(6, MOST)
                        .executeUpdate()
                == 1;
    }

    List<AppPassword> of(Did did) {
        return passwords(em.createNativeQuery(PASSWORDS + "order by created_at, name")
                .setParameter(1, did.value())
                .getResultList());
    }

    Optional<AppPassword> find(Did did, String hash) {
        return passwords(em.createNativeQuery(PASSWORDS + "and hash = ?2")
                        .setParameter(1, did.value())
                        .setParameter(2, hash)
                        .getResultList())
                .stream()
                .findFirst();
    }

    private static List<AppPassword> passwords(List<?> rows) {
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new AppPassword((String) row[0], (Boolean) row[1], ((Timestamp) row[2]).toInstant()))
                .toList();
    }

    /** The password and the sessions opened with it. */
    void remove(Did did, String name) {
        for (var table : List.of("pds_session where app_password", "pds_app_password where name")) {
            em.createNativeQuery("delete from " + table + " = ?2 and did = ?1")
                    .setParameter(1, did.value())
                    .setParameter(2, name)
                    .executeUpdate();
        }
    }
}

package org.computecontracts.pds.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.data.Row;
import org.computecontracts.kernel.data.Sql;

/** Keeps the app passwords, by their hashes. */
@ApplicationScoped
@Transactional
class AppPasswordStore {
    private static final String PASSWORDS =
            "select name, privileged, created_at from pds_app_password where did = :did ";
    private static final int MOST = 100;

    @PersistenceContext
    EntityManager em;

    /** False when there is one of this name, or there are too many. */
    boolean add(Did did, AppPassword password, String hash) {
        return Sql.of(em, """
                                insert into pds_app_password (did, name, hash, privileged, created_at)
                                select :did, :name, :hash, :privileged, :createdAt
                                 where (select count(*) from pds_app_password where did = :did) < :most
                                on conflict (did, name) do nothing
                                """)
                        .with("did", did)
                        .with("name", password.name())
                        .with("hash", hash)
                        .with("privileged", password.privileged())
                        .with("createdAt", password.createdAt())
                        .with("most", MOST)
                        .update()
                == 1;
    }

    List<AppPassword> of(Did did) {
        return Sql.of(em, PASSWORDS + "order by created_at, name")
                .with("did", did)
                .list(AppPasswordStore::password);
    }

    Optional<AppPassword> find(Did did, String hash) {
        return Sql.of(em, PASSWORDS + "and hash = :hash")
                .with("did", did)
                .with("hash", hash)
                .first(AppPasswordStore::password);
    }

    private static AppPassword password(Row row) {
        return new AppPassword(row.text("name"), row.flag("privileged"), row.instant("created_at"));
    }

    /** The password and the sessions opened with it. */
    void remove(Did did, String name) {
        for (var table : List.of("pds_session where app_password", "pds_app_password where name")) {
            Sql.of(em, "delete from " + table + " = :name and did = :did")
                    .with("did", did)
                    .with("name", name)
                    .run();
        }
    }
}

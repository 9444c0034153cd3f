package org.computecontracts.pds.key;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import org.computecontracts.kernel.data.Sql;

/** Keeps the sealed keys of the server itself. */
@ApplicationScoped
@Transactional
public class SecretStore {
    @PersistenceContext
    EntityManager em;

    /** What is kept under this name: what was there, else the candidate. All nodes get the same. */
    public byte[] keepFirst(String name, byte[] candidate) {
        Sql.of(em, "insert into pds_secret (name, sealed) values (:name, :candidate) on conflict (name) do nothing")
                .with("name", name)
                .with("candidate", candidate)
                .run();
        return Sql.of(em, "select sealed from pds_secret where name = :name")
                .with("name", name)
                .one(row -> row.bytes("sealed"));
    }
}

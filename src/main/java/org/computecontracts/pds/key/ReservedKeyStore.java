package org.computecontracts.pds.key;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.data.Sql;

/** Keeps the sealed keys that accounts to come will sign with. */
@ApplicationScoped
@Transactional
class ReservedKeyStore {
    @PersistenceContext
    EntityManager em;

    /** What is kept for this DID: what was there, else the candidate. */
    byte[] keepFirst(Did did, byte[] candidate, Instant now) {
        Sql.of(
                        em,
                        "insert into pds_reserved_key (did, sealed, at) values (:did, :candidate, :now) on conflict (did) do nothing")
                .with("did", did)
                .with("candidate", candidate)
                .with("now", now)
                .run();
        return find(did).orElse(candidate);
    }

    Optional<byte[]> find(Did did) {
        return Sql.of(em, "select sealed from pds_reserved_key where did = :did")
                .with("did", did)
                .first(row -> row.bytes("sealed"));
    }

    void forget(Did did) {
        Sql.of(em, "delete from pds_reserved_key where did = :did")
                .with("did", did)
                .run();
    }

    void forgetBefore(Instant limit) {
        Sql.of(em, "delete from pds_reserved_key where at < :limit")
                .with("limit", limit)
                .run();
    }
}

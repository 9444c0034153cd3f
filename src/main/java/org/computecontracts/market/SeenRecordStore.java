package org.computecontracts.market;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.ZoneOffset;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.StrongRef;

/** Which records of the network have been taken in. Public data: it belongs to no tenant. */
@ApplicationScoped
@Transactional
class SeenRecordStore {
    @PersistenceContext
    EntityManager em;

    boolean isSeen(StrongRef record) {
        return !em.createNativeQuery("select 1 from seen_record where uri = ?1 and cid = ?2")
                .setParameter(1, record.uri().value())
                .setParameter(2, record.cid().value())
                .getResultList()
                .isEmpty();
    }

    void add(StrongRef record, Instant now) {
        em.createNativeQuery("insert into seen_record (uri, cid, seen_at) values (?1, ?2, ?3)"
                        + " on conflict (uri) do update set cid = excluded.cid, seen_at = excluded.seen_at")
                .setParameter(1, record.uri().value())
                .setParameter(2, record.cid().value())
                .setParameter(3, now.atOffset(ZoneOffset.UTC))
                .executeUpdate();
    }

    /** Has the records of a collection looked at again. */
    void forget(Nsid collection) {
        em.createNativeQuery("delete from seen_record where uri like ?1")
                .setParameter(1, "at://%/" + collection.value() + "/%")
                .executeUpdate();
        em.createNativeQuery("delete from poll_cursor").executeUpdate();
    }
}

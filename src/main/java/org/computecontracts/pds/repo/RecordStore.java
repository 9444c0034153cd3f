package org.computecontracts.pds.repo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.DagCbor;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.pds.Pages;
import org.computecontracts.pds.record.HostedRecord;

/** Reads records as JSON, by their keys. */
@ApplicationScoped
@Transactional
public class RecordStore {
    private static final String RECORDS =
            "select rkey, cid, cbor from pds_record where did = ?1 and collection = ?2 and rkey ";

    @PersistenceContext
    EntityManager em;

    Optional<HostedRecord> find(AtUri uri) {
        return records(RECORDS + "= ?3", uri.authority(), uri.collection(), uri.rkey()).stream()
                .findFirst();
    }

    /** From the newest key to the oldest, before the cursor when there is one; fewer where they are large. */
    List<HostedRecord> newestFirst(Did did, Nsid collection, Optional<String> before, int limit) {
        var condition = before.isPresent() ? "< ?3" : "> ?3";
        return records(page(condition, "rkey desc", limit), did, collection, before.orElse(""));
    }

    List<HostedRecord> oldestFirst(Did did, Nsid collection, Optional<String> after, int limit) {
        return records(page("> ?3", "rkey", limit), did, collection, after.orElse(""));
    }

    private static String page(String condition, String order, int limit) {
        return Pages.of(RECORDS + condition + " order by " + order + " limit " + limit, order, "octet_length(cbor)");
    }

    private List<HostedRecord> records(String query, Did did, Nsid collection, String rkey) {
        List<?> rows = em.createNativeQuery(query)
                .setParameter(1, did.value())
                .setParameter(2, collection.value())
                .setParameter(3, rkey)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> record(AtUri.of(did, collection, (String) row[0]), row))
                .toList();
    }

    private static HostedRecord record(AtUri uri, Object[] row) {
        return new HostedRecord(uri, new Cid((String) row[1]), (ObjectNode) DagCbor.decode((byte[]) row[2]));
    }

    public long count(Did did) {
        return ((Number) em.createNativeQuery("select count(*) from pds_record where did = ?1")
                        .setParameter(1, did.value())
                        .getSingleResult())
                .longValue();
    }

    List<Nsid> collections(Did did) {
        return strings(em.createNativeQuery(
                                "select distinct collection from pds_record where did = ?1 order by collection")
                        .setParameter(1, did.value())
                        .getResultList())
                .stream()
                .map(Nsid::new)
                .toList();
    }

    List<Did> repositoriesWith(Nsid collection, String after, int limit) {
        return strings(em.createNativeQuery("""
                                select distinct r.did from pds_record r join pds_account a on a.did = r.did
                                 where r.collection = ?1 and r.did > ?2 and a.active order by r.did limit ?3
                                """)
                        .setParameter(1, collection.value())
                        .setParameter(2, after)
                        .setParameter(3, limit)
                        .getResultList())
                .stream()
                .map(Did::new)
                .toList();
    }

    private static List<String> strings(List<?> rows) {
        return rows.stream().map(String.class::cast).toList();
    }
}

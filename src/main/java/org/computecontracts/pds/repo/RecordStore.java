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
import org.computecontracts.kernel.data.Row;
import org.computecontracts.kernel.data.Sql;
import org.computecontracts.pds.Pages;
import org.computecontracts.pds.record.HostedRecord;

/** Reads records as JSON, by their keys. */
@ApplicationScoped
@Transactional
public class RecordStore {
    private static final String RECORDS =
            "select rkey, cid, cbor from pds_record where did = :did and collection = :collection and rkey ";

    @PersistenceContext
    EntityManager em;

    Optional<HostedRecord> find(AtUri uri) {
        return records(RECORDS + "= :rkey", uri.authority(), uri.collection(), uri.rkey()).stream()
                .findFirst();
    }

    /** From the newest key to the oldest, before the cursor when there is one; fewer where they are large. */
    List<HostedRecord> newestFirst(Did did, Nsid collection, Optional<String> before, int limit) {
        var condition = before.isPresent() ? "< :rkey" : "> :rkey";
        return records(page(condition, "rkey desc", limit), did, collection, before.orElse(""));
    }

    List<HostedRecord> oldestFirst(Did did, Nsid collection, Optional<String> after, int limit) {
        return records(page("> :rkey", "rkey", limit), did, collection, after.orElse(""));
    }

    private static String page(String condition, String order, int limit) {
        return Pages.of(RECORDS + condition + " order by " + order + " limit " + limit, order, "octet_length(cbor)");
    }

    private List<HostedRecord> records(String query, Did did, Nsid collection, String rkey) {
        return Sql.of(em, query)
                .with("did", did)
                .with("collection", collection)
                .with("rkey", rkey)
                .list(row -> record(AtUri.of(did, collection, row.text("rkey")), row));
    }

    private static HostedRecord record(AtUri uri, Row row) {
        return new HostedRecord(uri, row.as("cid", Cid::new), (ObjectNode) DagCbor.decode(row.bytes("cbor")));
    }

    public long count(Did did) {
        return Sql.of(em, "select count(*) from pds_record where did = :did")
                .with("did", did)
                .number();
    }

    List<Nsid> collections(Did did) {
        return Sql.of(em, "select distinct collection from pds_record where did = :did order by collection")
                .with("did", did)
                .list(row -> row.as("collection", Nsid::new));
    }

    List<Did> repositoriesWith(Nsid collection, String after, int limit) {
        return Sql.of(em, """
                                select distinct r.did from pds_record r join pds_account a on a.did = r.did
                                 where r.collection = :collection and r.did > :after and a.active order by r.did limit :limit
                                """)
                .with("collection", collection)
                .with("after", after)
                .with("limit", limit)
                .list(row -> row.as("did", Did::new));
    }
}

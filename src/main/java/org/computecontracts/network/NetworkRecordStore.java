package org.computecontracts.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.DagCbor;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.Tid;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.jspecify.annotations.Nullable;

/** Records of the network, to be read. Public data: it belongs to no tenant. */
@ApplicationScoped
@Transactional
public class NetworkRecordStore {
    private static final String RECORD =
            "select r.uri, r.cid, r.cbor, r.rev, r.valid, r.reason, r.source, r.seen_at, r.deleted_at,"
                    + " coalesce(p.status, 'ACTIVE'), cast(cast(r.tx as text) as bigint)"
                    + " from network_record r left join network_repo p on p.did = r.did";
    private static final String COUNTS =
            " and r.valid and r.deleted_at is null and coalesce(p.status, 'ACTIVE') = 'ACTIVE'";

    @PersistenceContext
    EntityManager em;

    public Optional<SeenRecord> find(AtUri uri) {
        return rows(RECORD + " where r.uri = #uri", Map.of("uri", uri.value()), 1).stream()
                .findFirst()
                .map(NetworkRecordStore::record);
    }

    public Optional<SeenRecord> current(StrongRef ref) {
        var sql = RECORD + " where r.uri = #uri and r.cid = #cid" + COUNTS + " and p.desync is null"
                + " and exists (select 1 from network_host h where h.url = p.host and h.state = 'CONNECTED')";
        var parameters = Map.of("uri", ref.uri().value(), "cid", ref.cid().value());
        return rows(sql, parameters, 1).stream().findFirst().map(NetworkRecordStore::record);
    }

    public RecordPage page(RecordFilter filter, @Nullable String cursor, int most) {
        var sql = new StringBuilder(RECORD + " where true");
        var parameters = new TreeMap<String, Object>();
        if (filter.collection() != null) {
            sql.append(" and r.collection = #collection");
            parameters.put("collection", filter.collection().value());
        }
        if (filter.author() != null) {
            sql.append(" and r.did = #did");
            parameters.put("did", filter.author().value());
        }
        if (!filter.all()) {
            sql.append(COUNTS);
        }
        if (cursor != null) {
            sql.append(" and (r.rkey, r.uri) < (#rkey, #uri)");
            parameters.put("rkey", cursor.substring(cursor.lastIndexOf('/') + 1));
            parameters.put("uri", cursor);
        }
        sql.append(" order by r.rkey desc, r.uri desc");
        var found = rows(sql.toString(), parameters, most).stream()
                .map(NetworkRecordStore::record)
                .toList();
        return new RecordPage(
                found,
                found.size() < most ? null : found.getLast().record().uri().value());
    }

    /** Of transactions that have ended only: one that is still open may yet put something before what is seen now. */
    public List<RecordChange> changes(ChangePoint after, int most) {
        // A database that was restored elsewhere counts its transactions anew: then all of them come again
        var sql =
                RECORD + " where (r.tx, r.uri) > (case when cast(#tx as xid8) < pg_snapshot_xmax(pg_current_snapshot())"
                        + " then cast(#tx as xid8) else cast('0' as xid8) end, #uri)"
                        + " and r.tx < pg_snapshot_xmin(pg_current_snapshot()) order by r.tx, r.uri";
        return rows(sql, Map.of("tx", String.valueOf(after.transaction()), "uri", after.uri()), most).stream()
                .map(row -> new RecordChange(new ChangePoint(row.number(10), row.text(0)), record(row)))
                .toList();
    }

    /** The last of all changes, also of a transaction that {@link #changes} still waits for. */
    public ChangePoint newest() {
        List<?> found = em.createNativeQuery("select cast(cast(tx as text) as bigint), uri from network_record"
                        + " where tx <= pg_snapshot_xmax(pg_current_snapshot()) order by tx desc, uri desc")
                .setMaxResults(1)
                .getResultList();
        return found.stream()
                .map(row -> new Row((Object[]) row))
                .map(row -> new ChangePoint(row.number(0), row.text(1)))
                .findFirst()
                .orElse(ChangePoint.START);
    }

    public List<SeenRecord> backlinks(AtUri target, int most) {
        var sql = RECORD + " join network_link l on l.uri = r.uri where l.target = #target" + COUNTS
                + " order by r.rkey desc, r.uri desc";
        return rows(sql, Map.of("target", target.value()), most).stream()
                .map(NetworkRecordStore::record)
                .toList();
    }

    public List<RecordVersion> history(AtUri uri) {
        var sql = "select rev, cid, cbor, source, seen_at from network_version where uri = #uri order by rev desc";
        return rows(sql, Map.of("uri", uri.value()), 100).stream()
                .map(row -> new RecordVersion(
                        new Tid(row.text(0)), row.orNull(1, Cid::new), row.bytes(2), row.text(3), row.instant(4)))
                .toList();
    }

    @SuppressWarnings("unchecked") // native queries are untyped
    private List<Row> rows(String sql, Map<String, ?> parameters, int most) {
        var query = em.createNativeQuery(sql);
        parameters.forEach(query::setParameter);
        List<Object[]> rows = query.setMaxResults(most).getResultList();
        return rows.stream().map(Row::new).toList();
    }

    private static SeenRecord record(Row row) {
        var cbor = Objects.requireNonNull(row.bytes(2));
        return new SeenRecord(
                new RepoRecord(new AtUri(row.text(0)), new Cid(row.text(1)), json(cbor)),
                cbor,
                new Tid(row.text(3)),
                row.bool(4),
                row.text(5),
                row.text(6),
                row.instant(7),
                row.instantOrNull(8),
                RepoStatus.valueOf(row.text(9)));
    }

    /** Also of what is kept as invalid, say for a text that the database cannot hold; empty where it is no record at all. */
    private static ObjectNode json(byte[] cbor) {
        try {
            return DagCbor.decode(cbor) instanceof ObjectNode object ? object : Json.object();
        } catch (ProblemException e) {
            return Json.object();
        }
    }
}

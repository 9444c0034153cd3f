package org.computecontracts.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
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
import org.computecontracts.kernel.data.Row;
import org.computecontracts.kernel.data.Sql;
import org.jspecify.annotations.Nullable;

/** Records of the network, to be read. Public data: it belongs to no tenant. */
@ApplicationScoped
@Transactional
public class NetworkRecordStore {
    private static final String RECORD = """
            select r.uri, r.cid, r.cbor, r.rev, r.valid, r.reason, r.source, r.seen_at, r.deleted_at,
                   coalesce(p.status, 'ACTIVE') as account, cast(cast(r.tx as text) as bigint) as transaction
              from network_record r left join network_repo p on p.did = r.did""";
    private static final String COUNTS =
            " and r.valid and r.deleted_at is null and coalesce(p.status, 'ACTIVE') = 'ACTIVE'";

    @PersistenceContext
    EntityManager em;

    public Optional<SeenRecord> find(AtUri uri) {
        return Sql.of(em, RECORD + " where r.uri = :uri").with("uri", uri).first(NetworkRecordStore::record);
    }

    public Optional<SeenRecord> current(StrongRef ref) {
        var sql = RECORD + " where r.uri = :uri and r.cid = :cid" + COUNTS + " and p.desync is null"
                + " and exists (select 1 from network_host h where h.url = p.host and h.state = 'CONNECTED')";
        return Sql.of(em, sql).with("uri", ref.uri()).with("cid", ref.cid()).first(NetworkRecordStore::record);
    }

    public RecordPage page(RecordFilter filter, @Nullable String cursor, int most) {
        var sql = new StringBuilder(RECORD + " where true");
        var parameters = new TreeMap<String, Object>();
        if (filter.collection() != null) {
            sql.append(" and r.collection = :collection");
            parameters.put("collection", filter.collection());
        }
        if (filter.author() != null) {
            sql.append(" and r.did = :did");
            parameters.put("did", filter.author());
        }
        if (!filter.all()) {
            sql.append(COUNTS);
        }
        if (cursor != null) {
            sql.append(" and (r.rkey, r.uri) < (:rkey, :uri)");
            parameters.put("rkey", cursor.substring(cursor.lastIndexOf('/') + 1));
            parameters.put("uri", cursor);
        }
        sql.append(" order by r.rkey desc, r.uri desc limit :most");
        parameters.put("most", most);
        var found = Sql.of(em, sql.toString()).with(parameters).list(NetworkRecordStore::record);
        return new RecordPage(
                found,
                found.size() < most ? null : found.getLast().record().uri().value());
    }

    /** Of transactions that have ended only: one that is still open may yet put something before what is seen now. */
    public List<RecordChange> changes(ChangePoint after, int most) {
        // A database that was restored elsewhere counts its transactions anew: then all of them come again
        var sql =
                RECORD + " where (r.tx, r.uri) > (case when cast(:tx as xid8) < pg_snapshot_xmax(pg_current_snapshot())"
                        + " then cast(:tx as xid8) else cast('0' as xid8) end, :uri)"
                        + " and r.tx < pg_snapshot_xmin(pg_current_snapshot()) order by r.tx, r.uri limit :most";
        return Sql.of(em, sql)
                .with("tx", String.valueOf(after.transaction()))
                .with("uri", after.uri())
                .with("most", most)
                .list(row -> new RecordChange(changePoint(row), record(row)));
    }

    /** The last of all changes, also of a transaction that {@link #changes} still waits for. */
    public ChangePoint newest() {
        return Sql.of(em, """
                        select cast(cast(tx as text) as bigint) as transaction, uri from network_record
                         where tx <= pg_snapshot_xmax(pg_current_snapshot()) order by tx desc, uri desc limit 1
                        """).first(NetworkRecordStore::changePoint).orElse(ChangePoint.START);
    }

    public List<SeenRecord> backlinks(AtUri target, int most) {
        var sql = RECORD + " join network_link l on l.uri = r.uri where l.target = :target" + COUNTS
                + " order by r.rkey desc, r.uri desc limit :most";
        return Sql.of(em, sql).with("target", target).with("most", most).list(NetworkRecordStore::record);
    }

    public List<RecordVersion> history(AtUri uri) {
        var sql =
                "select rev, cid, cbor, source, seen_at from network_version where uri = :uri order by rev desc limit 100";
        return Sql.of(em, sql).with("uri", uri).list(NetworkRecordStore::version);
    }

    private static RecordVersion version(Row row) {
        return new RecordVersion(
                row.as("rev", Tid::new),
                row.optional("cid", row::text).map(Cid::new).orElse(null),
                row.optional("cbor", row::bytes).orElse(null),
                row.text("source"),
                row.instant("seen_at"));
    }

    private static ChangePoint changePoint(Row row) {
        return new ChangePoint(row.number("transaction"), row.text("uri"));
    }

    private static SeenRecord record(Row row) {
        var cbor = row.bytes("cbor");
        return new SeenRecord(
                new RepoRecord(row.as("uri", AtUri::new), row.as("cid", Cid::new), json(cbor)),
                cbor,
                row.as("rev", Tid::new),
                row.flag("valid"),
                row.text("reason"),
                row.text("source"),
                row.instant("seen_at"),
                row.optional("deleted_at", row::instant).orElse(null),
                row.as("account", RepoStatus::valueOf));
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

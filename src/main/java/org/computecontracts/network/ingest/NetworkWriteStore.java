package org.computecontracts.network.ingest;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.data.Sql;
import org.computecontracts.network.NetworkEvent;
import org.computecontracts.network.NetworkEvent.RecordGone;
import org.computecontracts.network.NetworkEvent.RecordSeen;
import org.computecontracts.network.NetworkSettings;

/**
 * Writes records; joins the transaction of who calls. A version is replaced by later ones only, so that the same may be
 * told by several hosts and in any order. Public data: it belongs to no tenant.
 */
@ApplicationScoped
@Transactional
public class NetworkWriteStore {
    private static final String ROWS = """
             from jsonb_to_recordset(cast(:rows as jsonb)) as x(uri text, did text, collection text, rkey text, rev text,
                 cid text, cbor text, json jsonb, valid boolean, reason text)
            """;
    private static final String PUT = """
            insert into network_record as r (uri, did, collection, rkey, cid, rev, cbor, json, valid, reason, source,
                   seen_at, tx)
            select uri, did, collection, rkey, cid, rev, decode(cbor, 'base64'), json, valid, reason, :source, :now,
                   pg_current_xact_id()
            """ + ROWS + """
            on conflict (uri) do update set
                   cid = excluded.cid, rev = excluded.rev, cbor = excluded.cbor, json = excluded.json,
                   valid = excluded.valid, reason = excluded.reason, source = excluded.source,
                   seen_at = excluded.seen_at, deleted_at = null, tx = excluded.tx
             where excluded.rev >= r.rev and (excluded.cid <> r.cid or r.deleted_at is not null)
            returning uri
            """;
    private static final String END = """
            update network_record r set deleted_at = :now, rev = x.rev, source = :source, tx = pg_current_xact_id()
            """ + ROWS + """
             where r.uri = x.uri and x.rev >= r.rev and r.deleted_at is null returning r.uri
            """;
    private static final String PUT_VERSIONS = """
            insert into network_version (uri, rev, cid, cbor, source, seen_at)
            select uri, rev, cid, case when cid is null then null else decode(cbor, 'base64') end, :source, :now
            """ + ROWS + " on conflict do nothing";
    private static final String FORGET_VERSIONS = """
            delete from network_version v using (
                select uri, rev, row_number() over (partition by uri order by rev desc) as place
                  from network_version where uri = any(:uris)) old
             where v.uri = old.uri and v.rev = old.rev and old.place > :most
            """;

    @PersistenceContext
    EntityManager em;

    @Inject
    NetworkSettings settings;

    /** Gives what is news. */
    List<NetworkEvent> put(List<RecordWrite> writes, String source, Instant now) {
        if (writes.isEmpty()) {
            return List.of();
        }
        var last = new LinkedHashMap<AtUri, RecordWrite>();
        writes.stream()
                .sorted((one, other) -> one.uri().value().compareTo(other.uri().value()))
                .forEach(write -> last.merge(
                        write.uri(), write, (old, next) -> next.rev().compareTo(old.rev()) < 0 ? old : next));
        var touched = putLatest(last, source, now);
        putLinks(touched, last);
        putVersions(writes, touched, source, now);
        return touched.stream()
                .map(last::get)
                .filter(write -> write != null && (write.isDeletion() || write.isValid()))
                .map(NetworkWriteStore::news)
                .toList();
    }

    private static NetworkEvent news(RecordWrite write) {
        return write.isDeletion() ? new RecordGone(write.uri()) : new RecordSeen(write.ref());
    }

    private Set<AtUri> putLatest(Map<AtUri, RecordWrite> last, String source, Instant now) {
        var there = Json.MAPPER.createArrayNode();
        var gone = Json.MAPPER.createArrayNode();
        last.values().forEach(write -> (write.isDeletion() ? gone : there).add(write.row()));
        var touched = new HashSet<AtUri>();
        if (!there.isEmpty()) {
            touched.addAll(uris(PUT, there, source, now));
        }
        if (!gone.isEmpty()) {
            touched.addAll(uris(END, gone, source, now));
        }
        return touched;
    }

    private void putLinks(Set<AtUri> touched, Map<AtUri, RecordWrite> last) {
        var sources = new ArrayList<AtUri>();
        var targets = new ArrayList<String>();
        for (var uri : touched) {
            var write = last.get(uri);
            if (write != null) {
                write.links().forEach(target -> {
                    sources.add(uri);
                    targets.add(target);
                });
            }
        }
        Sql.of(em, "delete from network_link where uri = any(:uris)")
                .with("uris", touched)
                .run();
        Sql.of(em, "insert into network_link (target, uri) select * from unnest(:targets, :sources)")
                .with("targets", targets)
                .with("sources", sources)
                .run();
    }

    /** Of each record the newest few. */
    private void putVersions(List<RecordWrite> writes, Set<AtUri> touched, String source, Instant now) {
        var rows = new HashMap<String, RecordWrite>();
        writes.stream()
                .filter(write -> touched.contains(write.uri()))
                .forEach(write -> rows.put(write.uri() + " " + write.rev(), write));
        var list = Json.MAPPER.createArrayNode();
        rows.values().forEach(write -> list.add(write.row()));
        Sql.of(em, PUT_VERSIONS)
                .with("rows", list.toString())
                .with("source", source)
                .with("now", now)
                .run();
        Sql.of(em, FORGET_VERSIONS)
                .with("uris", rows.values().stream().map(RecordWrite::uri).collect(toSet()))
                .with("most", settings.versions())
                .run();
    }

    /** All records of accounts that are deleted. */
    List<NetworkEvent> endAll(Collection<Did> accounts, Instant now) {
        if (accounts.isEmpty()) {
            return List.of();
        }
        return Sql.of(em, """
                        update network_record set deleted_at = :now, tx = pg_current_xact_id()
                         where did = any(:accounts) and deleted_at is null returning uri
                        """)
                .with("now", now)
                .with("accounts", accounts)
                .returning(row -> new RecordGone(row.as("uri", AtUri::new)));
    }

    /** Records that are there, of a repository. */
    Set<AtUri> live(Did did) {
        return Set.copyOf(Sql.of(em, "select uri from network_record where did = :did and deleted_at is null")
                .with("did", did)
                .list(row -> row.as("uri", AtUri::new)));
    }

    private List<AtUri> uris(String sql, ArrayNode rows, String source, Instant now) {
        return Sql.of(em, sql)
                .with("rows", rows.toString())
                .with("source", source)
                .with("now", now)
                .returning(row -> row.as("uri", AtUri::new));
    }
}

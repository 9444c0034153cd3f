package org.computecontracts.network.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
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
    private static final String ROWS = " from jsonb_to_recordset(cast(?1 as jsonb)) as x(uri text, did text,"
            + " collection text, rkey text, rev text, cid text, cbor text, json jsonb, valid boolean, reason text)";

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
            touched.addAll(uris(
                    "insert into network_record as r (uri, did, collection, rkey, cid, rev, cbor, json,"
                            + " valid, reason, source, seen_at, tx) select uri, did, collection, rkey, cid, rev,"
                            + " decode(cbor, 'base64'), json, valid, reason, ?2, cast(?3 as timestamptz),"
                            + " pg_current_xact_id()" + ROWS
                            + " on conflict (uri) do update set cid = excluded.cid, rev = excluded.rev, cbor = excluded.cbor,"
                            + " json = excluded.json, valid = excluded.valid, reason = excluded.reason,"
                            + " source = excluded.source, seen_at = excluded.seen_at, deleted_at = null, tx = excluded.tx"
                            + " where excluded.rev >= r.rev and (excluded.cid <> r.cid or r.deleted_at is not null)"
                            + " returning uri",
                    there.toString(),
                    source,
                    now));
        }
        if (!gone.isEmpty()) {
            touched.addAll(uris(
                    "update network_record r set deleted_at = cast(?3 as timestamptz), rev = x.rev,"
                            + " source = ?2, tx = pg_current_xact_id()" + ROWS
                            + " where r.uri = x.uri and x.rev >= r.rev and r.deleted_at is null returning r.uri",
                    gone.toString(),
                    source,
                    now));
        }
        return touched;
    }

    private void putLinks(Set<AtUri> touched, Map<AtUri, RecordWrite> last) {
        var rows = Json.MAPPER.createArrayNode();
        var uris = Json.MAPPER.createArrayNode();
        for (var uri : touched) {
            uris.add(uri.value());
            var write = last.get(uri);
            if (write != null) {
                write.links()
                        .forEach(
                                link -> rows.addObject().put("uri", uri.value()).put("target", link));
            }
        }
        em.createNativeQuery("delete from network_link where uri in"
                        + " (select jsonb_array_elements_text(cast(?1 as jsonb)))")
                .setParameter(1, uris.toString())
                .executeUpdate();
        em.createNativeQuery("insert into network_link (target, uri) select target, uri"
                        + " from jsonb_to_recordset(cast(?1 as jsonb)) as x(target text, uri text)")
                .setParameter(1, rows.toString())
                .executeUpdate();
    }

    /** Of each record the newest few. */
    private void putVersions(List<RecordWrite> writes, Set<AtUri> touched, String source, Instant now) {
        var rows = new HashMap<String, RecordWrite>();
        writes.stream()
                .filter(write -> touched.contains(write.uri()))
                .forEach(write -> rows.put(write.uri() + " " + write.rev(), write));
        var list = Json.MAPPER.createArrayNode();
        rows.values().forEach(write -> list.add(write.row()));
        em.createNativeQuery("insert into network_version (uri, rev, cid, cbor, source, seen_at) select uri, rev, cid,"
                        + " case when cid is null then null else decode(cbor, 'base64') end, ?2,"
                        + " cast(?3 as timestamptz)" + ROWS + " on conflict do nothing")
                .setParameter(1, list.toString())
                .setParameter(2, source)
                .setParameter(3, now.toString())
                .executeUpdate();
        em.createNativeQuery("delete from network_version v using (select uri, rev, row_number() over"
                        + " (partition by uri order by rev desc) as place from network_version where uri in"
                        + " (select uri" + ROWS + ")) old"
                        + " where v.uri = old.uri and v.rev = old.rev and old.place > ?2")
                .setParameter(1, list.toString())
                .setParameter(2, settings.versions())
                .executeUpdate();
    }

    /** All records of accounts that are deleted. */
    List<NetworkEvent> endAll(Collection<Did> accounts, Instant now) {
        if (accounts.isEmpty()) {
            return List.of();
        }
        var names = Json.MAPPER.createArrayNode();
        accounts.forEach(did -> names.add(did.value()));
        return uris(
                        "update network_record set deleted_at = cast(?3 as timestamptz), tx = pg_current_xact_id()"
                                + " where did in (select jsonb_array_elements_text(cast(?1 as jsonb)))"
                                + " and deleted_at is null and ?2 = '' returning uri",
                        names.toString(),
                        "",
                        now)
                .stream()
                .<NetworkEvent>map(RecordGone::new)
                .toList();
    }

    /** Records that are there, of a repository. */
    Set<AtUri> live(Did did) {
        return Set.copyOf(
                ((List<?>) em.createNativeQuery("select uri from network_record where did = ?1 and deleted_at is null")
                                .setParameter(1, did.value())
                                .getResultList())
                        .stream().map(uri -> new AtUri(String.valueOf(uri))).toList());
    }

    private List<AtUri> uris(String sql, String rows, String source, Instant now) {
        List<?> found = em.createNativeQuery(sql)
                .setParameter(1, rows)
                .setParameter(2, source)
                .setParameter(3, now.toString())
                .getResultList();
        return found.stream().map(uri -> new AtUri(String.valueOf(uri))).toList();
    }
}

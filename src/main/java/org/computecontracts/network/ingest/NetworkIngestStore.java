package org.computecontracts.network.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Tid;
import org.computecontracts.kernel.Json;
import org.computecontracts.network.NetworkEvent;
import org.computecontracts.network.NetworkProblem;
import org.computecontracts.network.RepoStatus;
import org.computecontracts.network.Row;
import org.computecontracts.network.host.HostClaim;
import org.computecontracts.network.host.NetworkHostStore;

/**
 * Takes in what hosts brought: heads, records and the host's cursor in one transaction. Each kind of row is written by one
 * statement for a whole batch. Public data: it belongs to no tenant.
 */
@ApplicationScoped
@Transactional
public class NetworkIngestStore {
    @PersistenceContext
    EntityManager em;

    @Inject
    NetworkWriteStore records;

    /** What is known of these repositories now, without waiting for anybody. */
    public Map<Did, RepoHead> heads(Collection<Did> dids) {
        return read(dids, "");
    }

    /**
     * Stores a batch and moves the cursor behind it; gives what is news. STREAM_ENDED, and nothing is stored, when another
     * node listens to the host by now.
     */
    public List<NetworkEvent> take(HostClaim claim, HostBatch batch, Instant now) {
        if (!advance(claim, batch, now)) {
            throw NetworkProblem.STREAM_ENDED.because("%s is another node's by now, or nobody's", claim.url());
        }
        var progress = new RepoProgress(read(batch.dids(), " for update"), claim.kind(), now);
        batch.events().forEach(progress::add);
        return store(progress.changes(), claim.url().toString(), now);
    }

    /** Stores what is made of the repositories' heads, which are locked for it. */
    public List<NetworkEvent> change(
            Collection<Did> dids, String source, Instant now, Function<Map<Did, RepoHead>, RepoChanges> work) {
        return store(work.apply(read(dids, " for update")), source, now);
    }

    private List<NetworkEvent> store(RepoChanges changes, String source, Instant now) {
        putHeads(changes.heads(), now);
        var news = new ArrayList<>(changes.news());
        news.addAll(records.put(changes.writes(), source, now));
        news.addAll(records.endAll(changes.ended(), now));
        return news;
    }

    private boolean advance(HostClaim claim, HostBatch batch, Instant now) {
        return em.createNativeQuery(
                                "update network_host set cursor = case when ?3 < 0 then cursor else ?3 end, events = events + ?4, refused = refused + ?5,"
                                        + " problem = case when ?6 = '' then problem else ?6 end,"
                                        + " problem_at = case when ?6 = '' then problem_at else ?7 end, failures = 0,"
                                        + " rate = rate * exp(-extract(epoch from (cast(?7 as timestamptz) - coalesce(last_event_at, cast(?7 as timestamptz)))) / 60.0)"
                                        + " + ?4 / 60.0, last_event_at = ?7, event_time = ?8 where url = ?1 and claimed_by = ?2 and state <> 'STOPPED'")
                        .setParameter(1, claim.url().toString())
                        .setParameter(2, claim.holder())
                        .setParameter(3, batch.seq())
                        .setParameter(4, batch.count())
                        .setParameter(5, batch.refused())
                        .setParameter(6, NetworkHostStore.shown(batch.problem()))
                        .setParameter(7, now.atOffset(ZoneOffset.UTC))
                        .setParameter(8, (batch.time() == null ? now : batch.time()).atOffset(ZoneOffset.UTC))
                        .executeUpdate()
                == 1;
    }

    /** In one order for everybody, so that two hosts that tell of the same repositories do not wait for each other. */
    @SuppressWarnings("unchecked") // native queries are untyped
    private Map<Did, RepoHead> read(Collection<Did> dids, String locked) {
        var names = Json.MAPPER.createArrayNode();
        dids.forEach(did -> names.add(did.value()));
        List<Object[]> rows = em.createNativeQuery("select did, host, handle, signing_key, known_at, rev, data,"
                        + " latest_rev, status, desync from network_repo where did in"
                        + " (select jsonb_array_elements_text(cast(?1 as jsonb))) order by did" + locked)
                .setParameter(1, names.toString())
                .getResultList();
        var heads = new LinkedHashMap<Did, RepoHead>();
        rows.stream().map(Row::new).map(NetworkIngestStore::head).forEach(head -> heads.put(head.did(), head));
        return heads;
    }

    private static RepoHead head(Row row) {
        return new RepoHead(
                new Did(row.text(0)),
                row.uriOrNull(1),
                row.textOrNull(2),
                row.textOrNull(3),
                row.instantOrNull(4),
                row.orNull(5, Tid::new),
                row.orNull(6, Cid::new),
                row.orNull(7, Tid::new),
                RepoStatus.valueOf(row.text(8)),
                row.textOrNull(9));
    }

    /** What is desynchronised by this is due at once; what was so before keeps its turn. */
    private void putHeads(Collection<RepoHead> heads, Instant now) {
        if (heads.isEmpty()) {
            return;
        }
        var rows = Json.MAPPER.createArrayNode();
        heads.stream()
                .sorted((one, other) -> one.did().value().compareTo(other.did().value()))
                .map(RepoHead::row)
                .forEach(rows::add);
        em.createNativeQuery("insert into network_repo as r (did, host, handle, signing_key, known_at, rev, data,"
                        + " latest_rev, status, desync, desync_at, due_at, seen_at)"
                        + " select did, host, handle, signing_key, known_at, rev, data, latest_rev, status, desync,"
                        + " case when desync is null then null else cast(?2 as timestamptz) end,"
                        + " case when desync is null then null else cast(?2 as timestamptz) end,"
                        + " cast(?2 as timestamptz) from jsonb_to_recordset(cast(?1 as jsonb)) as x(did text,"
                        + " host text, handle text, signing_key text, known_at timestamptz, rev text, data text,"
                        + " latest_rev text, status text, desync text)"
                        + " on conflict (did) do update set host = excluded.host, handle = excluded.handle,"
                        + " signing_key = excluded.signing_key, known_at = excluded.known_at, rev = excluded.rev,"
                        + " data = excluded.data, latest_rev = excluded.latest_rev, status = excluded.status,"
                        + " desync = excluded.desync,"
                        + " desync_at = case when excluded.desync is null then null"
                        + " else coalesce(r.desync_at, excluded.desync_at) end,"
                        + " due_at = case when excluded.desync is null then null"
                        + " else coalesce(r.due_at, excluded.due_at) end,"
                        + " attempts = case when r.desync is null then 0 else r.attempts end,"
                        + " seen_at = excluded.seen_at")
                .setParameter(1, rows.toString())
                .setParameter(2, now.toString())
                .executeUpdate();
    }
}

package org.computecontracts.network.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Instant;
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
import org.computecontracts.kernel.data.Row;
import org.computecontracts.kernel.data.Sql;
import org.computecontracts.network.NetworkEvent;
import org.computecontracts.network.NetworkProblem;
import org.computecontracts.network.RepoStatus;
import org.computecontracts.network.host.HostClaim;
import org.computecontracts.network.host.NetworkHostStore;

/**
 * Takes in what hosts brought: heads, records and the host's cursor in one transaction. Each kind of row is written by one
 * statement for a whole batch. Public data: it belongs to no tenant.
 */
@ApplicationScoped
@Transactional
public class NetworkIngestStore {
    private static final String ADVANCE = """
            update network_host set cursor = case when :seq < 0 then cursor else :seq end,
                   events = events + :count, refused = refused + :refused,
                   problem = case when :problem = '' then problem else :problem end,
                   problem_at = case when :problem = '' then problem_at else :now end, failures = 0,
                   rate = rate * exp(-extract(epoch from (:now - coalesce(last_event_at, :now))) / 60.0) + :count / 60.0,
                   last_event_at = :now, event_time = :time
             where url = :url and claimed_by = :holder and state <> 'STOPPED'
            """;
    private static final String HEADS = """
            select did, host, handle, signing_key, known_at, rev, data, latest_rev, status, desync
              from network_repo where did = any(:dids) order by did""";
    private static final String PUT_HEADS = """
            insert into network_repo as r (did, host, handle, signing_key, known_at, rev, data, latest_rev, status, desync,
                   desync_at, due_at, seen_at)
            select did, host, handle, signing_key, known_at, rev, data, latest_rev, status, desync,
                   case when desync is null then null else :now end, case when desync is null then null else :now end, :now
              from jsonb_to_recordset(cast(:rows as jsonb)) as x(did text, host text, handle text, signing_key text,
                   known_at timestamptz, rev text, data text, latest_rev text, status text, desync text)
            on conflict (did) do update set
                   host = excluded.host, handle = excluded.handle, signing_key = excluded.signing_key,
                   known_at = excluded.known_at, rev = excluded.rev, data = excluded.data,
                   latest_rev = excluded.latest_rev, status = excluded.status, desync = excluded.desync,
                   desync_at = case when excluded.desync is null then null
                                    else coalesce(r.desync_at, excluded.desync_at) end,
                   due_at = case when excluded.desync is null then null else coalesce(r.due_at, excluded.due_at) end,
                   attempts = case when r.desync is null then 0 else r.attempts end, seen_at = excluded.seen_at
            """;

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
        return Sql.of(em, ADVANCE)
                        .with("url", claim.url())
                        .with("holder", claim.holder())
                        .with("seq", batch.seq())
                        .with("count", batch.count())
                        .with("refused", batch.refused())
                        .with("problem", NetworkHostStore.shown(batch.problem()))
                        .with("now", now)
                        .with("time", batch.time() == null ? now : batch.time())
                        .update()
                == 1;
    }

    /** In one order for everybody, so that two hosts that tell of the same repositories do not wait for each other. */
    private Map<Did, RepoHead> read(Collection<Did> dids, String locked) {
        var heads = new LinkedHashMap<Did, RepoHead>();
        Sql.of(em, HEADS + locked)
                .with("dids", dids)
                .list(NetworkIngestStore::head)
                .forEach(head -> heads.put(head.did(), head));
        return heads;
    }

    private static RepoHead head(Row row) {
        return new RepoHead(
                row.as("did", Did::new),
                row.optional("host", row::text).map(URI::create).orElse(null),
                row.optional("handle", row::text).orElse(null),
                row.optional("signing_key", row::text).orElse(null),
                row.optional("known_at", row::instant).orElse(null),
                row.optional("rev", row::text).map(Tid::new).orElse(null),
                row.optional("data", row::text).map(Cid::new).orElse(null),
                row.optional("latest_rev", row::text).map(Tid::new).orElse(null),
                row.as("status", RepoStatus::valueOf),
                row.optional("desync", row::text).orElse(null));
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
        Sql.of(em, PUT_HEADS).with("rows", rows.toString()).with("now", now).run();
    }
}

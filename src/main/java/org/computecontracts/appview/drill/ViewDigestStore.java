package org.computecontracts.appview.drill;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.computecontracts.appview.ViewSchema;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.data.Sql;
import org.computecontracts.network.SeenRecord;

/** The view of the market as a whole: its hashes, and its end. Public data: it belongs to no tenant. */
@ApplicationScoped
@Transactional
public class ViewDigestStore {
    private static final String STATEMENTS = "select author, concat_ws(' ', 'statement', uri, cid, kind, dialect,"
            + " request_uri, request_cid, subject_uri, subject_cid, payload_uri, payload_cid, cast(facts as text), lacks,"
            + " case attested when 'BOUND' then 'VALID' else attested end, invalid) as line from market_statement"
            + " where gone_at is null";
    private static final String LISTINGS = "select author, concat_ws(' ', 'listing', uri, cid, dialect, state, reason,"
            + " payload_kind, role, cpus, mem, disk, network, country, region) as line from listing"
            + " where state not in ('WITHDRAWN', 'AWAY')";

    @PersistenceContext
    EntityManager em;

    /** By account, not over times, what servers say of names and keys, or what is gone. */
    public Map<Did, String> hashes(ViewSchema view) {
        Sql.of(em, view.opened()).run();
        return hashes(STATEMENTS + " union all " + LISTINGS);
    }

    /** As the network's own hashes over its records. */
    Map<Did, String> drilledRecords() {
        return hashes("select split_part(uri, '/', 3) as author, uri || ' ' || cid as line from drill.network_record");
    }

    private Map<Did, String> hashes(String lines) {
        return Sql.of(em, """
                        select author, encode(sha256(string_agg(sha256(convert_to(line, 'UTF8')), cast('' as bytea)
                                   order by line)), 'hex') as hash
                          from (%s) as lines group by author
                        """.formatted(lines))
                .list(row -> Map.entry(row.as("author", Did::new), row.text("hash")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    public void clearDrill() {
        Sql.of(em, "truncate drill.network_record, drill.market_statement, drill.market_author, drill.listing")
                .run();
    }

    /** What is gone stays: nobody could tell of it again. The network's records are all read anew. */
    void clearLive() {
        Sql.of(em, ViewSchema.LIVE.opened()).run();
        Sql.of(em, "delete from listing where state <> 'WITHDRAWN'").run();
        Sql.of(em, "delete from market_statement where gone_at is null").run();
        Sql.of(em, "delete from market_author").run();
        Sql.of(em, "update market_view_cursor set transaction = 0, uri = ''").run();
    }

    void addToDrill(List<SeenRecord> records) {
        for (var seen : records) {
            Sql.of(
                            em,
                            "insert into drill.network_record (uri, cid) values (:uri, :cid)"
                                    + " on conflict (uri) do update set cid = excluded.cid")
                    .with("uri", seen.record().uri())
                    .with("cid", seen.record().cid())
                    .run();
        }
    }

    /** Before a repository is read once more. */
    void removeFromDrill(String did) {
        Sql.of(em, "delete from drill.network_record where uri like :below")
                .with("below", "at://" + did + "/%")
                .run();
        Sql.of(em, "delete from drill.market_statement where author = :did")
                .with("did", did)
                .run();
        Sql.of(em, "delete from drill.listing where author = :did")
                .with("did", did)
                .run();
    }

    long drilled() {
        return Sql.of(em, "select count(*) from drill.network_record").number();
    }
}

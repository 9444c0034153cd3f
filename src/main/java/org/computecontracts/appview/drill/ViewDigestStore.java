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
    public Map<Did, String> hashes(ViewSchema shelf) {
        em.createNativeQuery(shelf.opened()).executeUpdate();
        return hashes(STATEMENTS + " union all " + LISTINGS);
    }

    /** As the network's own hashes over its records. */
    Map<Did, String> drilledRecords() {
        return hashes("select split_part(uri, '/', 3) as author, uri || ' ' || cid as line from drill.network_record");
    }

    @SuppressWarnings("unchecked") // native queries are untyped
    private Map<Did, String> hashes(String lines) {
        List<Object[]> rows = em.createNativeQuery("select author, encode(sha256(string_agg(sha256(convert_to("
                        + "line, 'UTF8')), cast('' as bytea) order by line)), 'hex') from (" + lines
                        + ") as lines group by author")
                .getResultList();
        return rows.stream().collect(Collectors.toMap(row -> new Did((String) row[0]), row -> (String) row[1]));
    }

    public void clearDrill() {
        em.createNativeQuery(
                        "truncate drill.network_record, drill.market_statement, drill.market_author, drill.listing")
                .executeUpdate();
    }

    /** What is gone stays: nobody could tell of it again. The network's records are all read anew. */
    void clearLive() {
        em.createNativeQuery(ViewSchema.LIVE.opened()).executeUpdate();
        em.createNativeQuery("delete from listing where state <> 'WITHDRAWN'").executeUpdate();
        em.createNativeQuery("delete from market_statement where gone_at is null")
                .executeUpdate();
        em.createNativeQuery("delete from market_author").executeUpdate();
        em.createNativeQuery("update market_view_cursor set transaction = 0, uri = ''")
                .executeUpdate();
    }

    void addToDrill(List<SeenRecord> records) {
        for (var seen : records) {
            em.createNativeQuery("insert into drill.network_record (uri, cid) values (?1, ?2)"
                            + " on conflict (uri) do update set cid = excluded.cid")
                    .setParameter(1, seen.record().uri().value())
                    .setParameter(2, seen.record().cid().value())
                    .executeUpdate();
        }
    }

    /** Before a repository is read once more. */
    void removeFromDrill(String did) {
        em.createNativeQuery("delete from drill.network_record where uri like ?1")
                .setParameter(1, "at://" + did + "/%")
                .executeUpdate();
        em.createNativeQuery("delete from drill.market_statement where author = ?1")
                .setParameter(1, did)
                .executeUpdate();
        em.createNativeQuery("delete from drill.listing where author = ?1")
                .setParameter(1, did)
                .executeUpdate();
    }

    long drilled() {
        return ((Number) em.createNativeQuery("select count(*) from drill.network_record")
                        .getSingleResult())
                .longValue();
    }
}

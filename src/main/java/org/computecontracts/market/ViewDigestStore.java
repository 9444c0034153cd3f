package org.computecontracts.market;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.stream.Collectors;
import org.computecontracts.atproto.Did;
import org.computecontracts.network.SeenRecord;

/** The view of the market as a whole: its digest, and its end. Public data: it belongs to no tenant. */
@ApplicationScoped
@Transactional
class ViewDigestStore {
    /** Accounts left aside, as text with spaces between: a DID has none. */
    private static final String ASIDE = "any(string_to_array(cast(?1 as text), ' '))";

    private static final String HASH = "select encode(sha256(coalesce(string_agg(sha256(convert_to(line, 'UTF8')),"
            + " cast('' as bytea) order by line), cast('' as bytea))), 'hex') from (";
    private static final String STATEMENTS = "select concat_ws(' ', s.uri, s.cid, s.kind, s.dialect, s.request_uri,"
            + " s.request_cid, s.subject_uri, s.subject_cid, s.payload_uri, s.payload_cid, cast(s.facts as text), s.lacks,"
            + " case s.attested when 'BOUND' then 'VALID' else s.attested end, s.invalid) as line"
            + " from market_statement s left join market_author a on a.did = s.author"
            + " where s.gone_at is null and coalesce(a.active, true) and not s.author = " + ASIDE + ") as lines";
    private static final String LISTINGS =
            "select concat_ws(' ', uri, cid, dialect, state, reason, payload_kind, role, cpus,"
                    + " mem, disk, network, country, region) as line from listing where state not in ('WITHDRAWN', 'AWAY')"
                    + " and not author = " + ASIDE + ") as lines";

    @PersistenceContext
    EntityManager em;

    /** Not over times, what servers say of names and keys, accounts left aside, or what is gone. */
    String digest(Shelf shelf, List<Did> aside) {
        em.createNativeQuery(shelf.opened()).executeUpdate();
        return hash(STATEMENTS, aside) + " " + hash(LISTINGS, aside);
    }

    private String hash(String lines, List<Did> aside) {
        return (String) em.createNativeQuery(HASH + lines)
                .setParameter(1, aside.stream().map(Did::value).collect(Collectors.joining(" ")))
                .getSingleResult();
    }

    void clearDrill() {
        em.createNativeQuery(
                        "truncate drill.network_record, drill.market_statement, drill.market_author, drill.listing")
                .executeUpdate();
    }

    /** What is gone stays: nobody could tell of it again. The network's records are all read anew. */
    void clearLive() {
        em.createNativeQuery(Shelf.LIVE.opened()).executeUpdate();
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

    /** As the network's own digest of its records. */
    String drilledRecords() {
        return (String) em.createNativeQuery("select encode(sha256(coalesce(string_agg(sha256(convert_to("
                        + "uri || ' ' || cid, 'UTF8')), cast('' as bytea) order by uri), cast('' as bytea))), 'hex')"
                        + " from drill.network_record")
                .getSingleResult();
    }
}

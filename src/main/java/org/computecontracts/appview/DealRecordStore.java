package org.computecontracts.appview;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.computecontracts.appview.dialect.Dialect;
import org.computecontracts.appview.dialect.StatementKind;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.Json;

/** Reads the view of the market: who said what. Public data: it belongs to no tenant. */
@ApplicationScoped
@Transactional
public class DealRecordStore {
    /** Of one bidder's bids on one request no more are shown: one flood must not hide what others offer. */
    static final int PER_BIDDER = 20;

    private static final String SAID = "select s.uri, s.cid, s.author, coalesce(a.handle, s.author), s.kind, s.dialect,"
            + " s.request_uri, s.request_cid, s.subject_uri, s.subject_cid, s.payload_uri, s.payload_cid,"
            + " cast(s.facts as text), s.lacks, s.attested, s.judged, s.said_at, case when s.gone_at is not null then 'WITHDRAWN'"
            + " when not coalesce(a.active, true) then 'AWAY' when s.invalid <> '' then 'INVALID' else 'STANDS' end, s.invalid"
            + " from market_statement s left join market_author a on a.did = s.author where ";
    private static final String BIDS = SAID + "s.uri in (select b.uri from (select uri, row_number() over"
            + " (partition by author order by uri desc) as number from market_statement"
            + " where request_uri = #request and kind = 'BID') as b where b.number <= " + PER_BIDDER + ")"
            + " and s.uri > #after order by s.uri";

    @PersistenceContext
    EntityManager em;

    public Optional<DealRecord> find(AtUri uri) {
        return said(em.createNativeQuery(SAID + "s.uri = #uri").setParameter("uri", uri.value())).stream()
                .findFirst();
    }

    /** Bids on a request in the order of their addresses, of each bidder the latest few. */
    public List<DealRecord> bids(AtUri request, String after, int most) {
        return said(em.createNativeQuery(BIDS)
                .setParameter("request", request.value())
                .setParameter("after", after)
                .setMaxResults(most));
    }

    public int countBids(AtUri request, int most) {
        return em.createNativeQuery("select 1 from market_statement where request_uri = ?1 and kind = 'BID'")
                .setParameter(1, request.value())
                .setMaxResults(most)
                .getResultList()
                .size();
    }

    public List<DealRecord> ofRequest(AtUri request, StatementKind kind, int most) {
        return said(em.createNativeQuery(SAID + "s.request_uri = #request and s.kind = #kind order by s.uri")
                .setParameter("request", request.value())
                .setParameter("kind", kind.name())
                .setMaxResults(most));
    }

    /** What answers these records. */
    public List<DealRecord> about(Collection<AtUri> subjects, StatementKind kind, int most) {
        return said(em.createNativeQuery(SAID
                        + "s.subject_uri = any (string_to_array(#subjects, ' ')) and s.kind = #kind order by s.uri")
                .setParameter("subjects", words(subjects))
                .setParameter("kind", kind.name())
                .setMaxResults(most));
    }

    public List<DealRecord> all(Collection<AtUri> uris) {
        return said(em.createNativeQuery(SAID + "s.uri = any (string_to_array(#uris, ' '))")
                .setParameter("uris", words(uris)));
    }

    private static String words(Collection<AtUri> uris) {
        return String.join(" ", uris.stream().map(AtUri::value).toList());
    }

    @SuppressWarnings("unchecked") // native queries are untyped
    private static List<DealRecord> said(Query query) {
        return ((List<Object[]>) query.getResultList())
                .stream().map(Columns::new).map(DealRecordStore::said).toList();
    }

    private static DealRecord said(Columns row) {
        return new DealRecord(
                row.ref(),
                new Did(row.text()),
                row.text(),
                StatementKind.valueOf(row.text()),
                Dialect.valueOf(row.text()),
                row.optionalRef(),
                row.optionalRef(),
                row.optionalRef(),
                Json.read(row.text()),
                Stream.of(row.text().split("\n", -1))
                        .filter(line -> !line.isEmpty())
                        .toList(),
                Attested.valueOf(row.text()),
                row.text(),
                row.optionalInstant(),
                Standing.valueOf(row.text()),
                row.text());
    }
}

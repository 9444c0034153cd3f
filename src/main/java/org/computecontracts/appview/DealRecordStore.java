package org.computecontracts.appview;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.computecontracts.appview.dialect.Dialect;
import org.computecontracts.appview.dialect.StatementKind;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.data.Row;
import org.computecontracts.kernel.data.Sql;

/** Reads the view of the market: who said what. Public data: it belongs to no tenant. */
@ApplicationScoped
@Transactional
public class DealRecordStore {
    /** Of one bidder's bids on one request no more are shown: one flood must not hide what others offer. */
    static final int PER_BIDDER = 20;

    private static final String SAID = """
            select s.uri, s.cid, s.author, coalesce(a.handle, s.author) as handle, s.kind, s.dialect,
                   s.request_uri, s.request_cid, s.subject_uri, s.subject_cid, s.payload_uri, s.payload_cid,
                   s.facts, s.lacks, s.attested, s.judged, s.said_at, s.gone_at is not null as is_gone,
                   coalesce(a.active, true) as is_active, s.invalid
              from market_statement s left join market_author a on a.did = s.author where\s""";
    private static final String BIDS = SAID + """
            s.uri in (select b.uri from (select uri, row_number() over (partition by author order by uri desc) as number
                        from market_statement where request_uri = :request and kind = 'BID') as b
                       where b.number <= :most_of_one)
               and s.uri > :after order by s.uri limit :most""";

    @PersistenceContext
    EntityManager em;

    public Optional<DealRecord> find(AtUri uri) {
        return Sql.of(em, SAID + "s.uri = :uri").with("uri", uri).first(DealRecordStore::said);
    }

    /** Bids on a request in the order of their addresses, of each bidder the latest few. */
    public List<DealRecord> bids(AtUri request, String after, int most) {
        return Sql.of(em, BIDS)
                .with("request", request)
                .with("most_of_one", PER_BIDDER)
                .with("after", after)
                .with("most", most)
                .list(DealRecordStore::said);
    }

    public int countBids(AtUri request, int most) {
        return (int) Sql.of(em, """
                        select count(*) from (select from market_statement
                                               where request_uri = :request and kind = 'BID' limit :most) as bids
                        """).with("request", request).with("most", most).number();
    }

    public List<DealRecord> ofRequest(AtUri request, StatementKind kind, int most) {
        return Sql.of(em, SAID + "s.request_uri = :request and s.kind = :kind order by s.uri limit :most")
                .with("request", request)
                .with("kind", kind)
                .with("most", most)
                .list(DealRecordStore::said);
    }

    /** What answers these records. */
    public List<DealRecord> about(Collection<AtUri> subjects, StatementKind kind, int most) {
        return Sql.of(em, SAID + "s.subject_uri = any(:subjects) and s.kind = :kind order by s.uri limit :most")
                .with("subjects", subjects)
                .with("kind", kind)
                .with("most", most)
                .list(DealRecordStore::said);
    }

    public List<DealRecord> all(Collection<AtUri> uris) {
        return Sql.of(em, SAID + "s.uri = any(:uris)").with("uris", uris).list(DealRecordStore::said);
    }

    private static DealRecord said(Row row) {
        return new DealRecord(
                new StrongRef(row.as("uri", AtUri::new), row.as("cid", Cid::new)),
                row.as("author", Did::new),
                row.text("handle"),
                row.as("kind", StatementKind::valueOf),
                row.as("dialect", Dialect::valueOf),
                ref(row, "request"),
                ref(row, "subject"),
                ref(row, "payload"),
                Json.read(row.text("facts")),
                row.text("lacks").lines().filter(line -> !line.isEmpty()).toList(),
                row.as("attested", Attested::valueOf),
                row.text("judged"),
                row.optional("said_at", row::instant),
                standing(row),
                row.text("invalid"));
    }

    private static Optional<StrongRef> ref(Row row, String name) {
        return row.optional(name + "_cid", row::text)
                .map(cid -> new StrongRef(row.as(name + "_uri", AtUri::new), new Cid(cid)));
    }

    private static Standing standing(Row row) {
        if (row.flag("is_gone")) {
            return Standing.WITHDRAWN;
        }
        if (!row.flag("is_active")) {
            return Standing.AWAY;
        }
        return row.text("invalid").isEmpty() ? Standing.STANDS : Standing.INVALID;
    }
}

package org.computecontracts.appview;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.data.Sql;
import org.computecontracts.network.ChangePoint;

/** Writes the view of the market. Public data: it belongs to no tenant. */
@ApplicationScoped
@Transactional
class ViewStore {
    /** The latest that is heard of a record replaces what was known of it. */
    private static final String PUT = """
            insert into market_statement (uri, cid, author, kind, dialect, request_uri, request_cid, subject_uri,
                subject_cid, payload_uri, payload_cid, facts, lacks, attested, judged, issuer, said_at, invalid, gone_at,
                asked)
            values (:uri, :cid, :author, :kind, :dialect, :requestUri, :requestCid, :subjectUri, :subjectCid, :payloadUri,
                :payloadCid, cast(:facts as jsonb), :lacks, :attested, :judged, :issuer, :said, :invalid, :gone, :asked)
            on conflict (uri) do update set
                cid = excluded.cid, kind = excluded.kind, dialect = excluded.dialect,
                request_uri = excluded.request_uri, request_cid = excluded.request_cid,
                subject_uri = excluded.subject_uri, subject_cid = excluded.subject_cid,
                payload_uri = excluded.payload_uri, payload_cid = excluded.payload_cid, facts = excluded.facts,
                lacks = excluded.lacks, attested = excluded.attested, judged = excluded.judged, issuer = excluded.issuer,
                said_at = excluded.said_at, invalid = excluded.invalid, gone_at = excluded.gone_at,
                asked = excluded.asked
            """;

    @PersistenceContext
    EntityManager em;

    @Inject
    ListingLineStore lines;

    @Inject
    AuthorStore authors;

    /** One batch: the statements, whom to ask about them, and the requests in the list that they change. */
    void put(ViewSchema view, List<Reading> readings, Instant now) {
        Sql.of(em, view.opened()).run();
        readings.forEach(this::put);
        var unasked = readings.stream()
                .filter(reading -> reading.attested().verifies())
                .map(Reading::author)
                .collect(Collectors.toSet());
        authors.due(unasked, now);
        lines.refresh(view, touched(readings), now);
    }

    /** As {@link #put}, and how far the network has been read; nothing when another node was faster. */
    void put(List<Reading> readings, ChangePoint from, ChangePoint to, Instant now) {
        var moved = Sql.of(em, """
                        update market_view_cursor set transaction = :transaction, uri = :uri
                         where transaction = :fromTransaction and uri = :fromUri
                        """)
                .with("transaction", to.transaction())
                .with("uri", to.uri())
                .with("fromTransaction", from.transaction())
                .with("fromUri", from.uri())
                .update();
        if (moved == 1) {
            put(ViewSchema.LIVE, readings, now);
        }
    }

    ChangePoint cursor() {
        Sql.of(em, "insert into market_view_cursor (transaction, uri) values (0, '') on conflict do nothing")
                .run();
        return Sql.of(em, "select transaction, uri from market_view_cursor")
                .one(row -> new ChangePoint(row.number("transaction"), row.text("uri")));
    }

    private void put(Reading reading) {
        var statement = reading.statement();
        var ref = statement.record().ref();
        var source = statement.source();
        var put = Sql.of(em, PUT)
                .with("uri", ref.uri())
                .with("cid", ref.cid())
                .with("author", reading.author())
                .with("kind", statement.kind())
                .with("dialect", source.dialect())
                .with("facts", Facts.of(statement).toString())
                .with("lacks", String.join("\n", source.lacks()))
                .with("attested", reading.attested())
                .with("judged", reading.judged())
                .with("issuer", reading.issuer())
                .with("said", reading.said())
                .with("invalid", reading.invalid())
                .with("gone", reading.gone())
                .with("asked", !reading.attested().verifies());
        link(put, "request", statement.request());
        link(put, "subject", statement.subject());
        link(put, "payload", Facts.payload(statement));
        put.run();
    }

    private static void link(Sql put, String name, Optional<StrongRef> to) {
        put.with(name + "Uri", to.map(StrongRef::uri)).with(name + "Cid", to.map(StrongRef::cid));
    }

    private static Collection<String> touched(List<Reading> readings) {
        var touched = new ArrayList<String>();
        for (var reading : readings) {
            var statement = reading.statement();
            switch (statement.kind()) {
                case REQUEST, MACHINE -> touched.add(statement.record().uri().value());
                case ACCEPTANCE -> statement.request().map(StrongRef::uri).ifPresent(uri -> touched.add(uri.value()));
                case PRICE, BID, PAYMENT, PAYMENT_RECEIPT, RECEIPT, EVENT, HAPPENING -> {}
            }
        }
        return touched;
    }
}

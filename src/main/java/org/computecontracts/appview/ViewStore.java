package org.computecontracts.appview;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.network.ChangePoint;
import org.jspecify.annotations.Nullable;

/** Writes the view of the market. Public data: it belongs to no tenant. */
@ApplicationScoped
@Transactional
class ViewStore {
    /** The latest that is heard of a record replaces what was known of it. */
    private static final String PUT = "insert into market_statement (uri, cid, author, kind, dialect, request_uri,"
            + " request_cid, subject_uri, subject_cid, payload_uri, payload_cid, facts, lacks, attested, judged, issuer,"
            + " said_at, invalid, gone_at, asked) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, cast(?12 as jsonb), ?13,"
            + " ?14, ?15, ?16, cast(?17 as timestamptz), ?18, cast(?19 as timestamptz), ?20) on conflict (uri) do update set"
            + " cid = excluded.cid, kind = excluded.kind, dialect = excluded.dialect, request_uri = excluded.request_uri,"
            + " request_cid = excluded.request_cid, subject_uri = excluded.subject_uri, subject_cid = excluded.subject_cid,"
            + " payload_uri = excluded.payload_uri, payload_cid = excluded.payload_cid, facts = excluded.facts,"
            + " lacks = excluded.lacks, attested = excluded.attested, judged = excluded.judged, issuer = excluded.issuer,"
            + " said_at = excluded.said_at, invalid = excluded.invalid, gone_at = excluded.gone_at,"
            + " asked = excluded.asked";

    @PersistenceContext
    EntityManager em;

    @Inject
    ListingLineStore lines;

    @Inject
    AuthorStore authors;

    /** One batch: the statements, whom to ask about them, and the requests in the list that they change. */
    void put(ViewSchema shelf, List<Reading> readings, Instant now) {
        em.createNativeQuery(shelf.opened()).executeUpdate();
        readings.forEach(this::put);
        var unasked = readings.stream()
                .filter(reading -> reading.attested().verifies())
                .map(Reading::author)
                .collect(Collectors.toSet());
        authors.due(unasked, now);
        lines.refresh(shelf, touched(readings), now);
    }

    /** As {@link #put}, and how far the network has been read; nothing when another node was faster. */
    void put(List<Reading> readings, ChangePoint from, ChangePoint to, Instant now) {
        var moved = em.createNativeQuery("update market_view_cursor set transaction = ?1, uri = ?2"
                        + " where transaction = ?3 and uri = ?4")
                .setParameter(1, to.transaction())
                .setParameter(2, to.uri())
                .setParameter(3, from.transaction())
                .setParameter(4, from.uri())
                .executeUpdate();
        if (moved == 1) {
            put(ViewSchema.LIVE, readings, now);
        }
    }

    ChangePoint cursor() {
        em.createNativeQuery("insert into market_view_cursor (transaction, uri) values (0, '') on conflict do nothing")
                .executeUpdate();
        var row = (Object[]) em.createNativeQuery("select transaction, uri from market_view_cursor")
                .getSingleResult();
        return new ChangePoint(((Number) row[0]).longValue(), (String) row[1]);
    }

    private void put(Reading reading) {
        var statement = reading.statement();
        var ref = statement.record().ref();
        var source = statement.source();
        var put = em.createNativeQuery(PUT)
                .setParameter(1, ref.uri().value())
                .setParameter(2, ref.cid().value())
                .setParameter(3, reading.author().value())
                .setParameter(4, statement.kind().name())
                .setParameter(5, source.dialect().name());
        var next = 6;
        for (var link : List.of(statement.request(), statement.subject(), Facts.payload(statement))) {
            put.setParameter(next++, link.map(to -> to.uri().value()).orElse(null));
            put.setParameter(next++, link.map(to -> to.cid().value()).orElse(null));
        }
        put.setParameter(12, Facts.of(statement).toString())
                .setParameter(13, String.join("\n", source.lacks()))
                .setParameter(14, reading.attested().name())
                .setParameter(15, reading.judged())
                .setParameter(16, reading.issuer())
                .setParameter(17, time(reading.said()))
                .setParameter(18, reading.invalid())
                .setParameter(19, time(reading.gone()))
                .setParameter(20, !reading.attested().verifies())
                .executeUpdate();
    }

    private static @Nullable Timestamp time(Optional<Instant> at) {
        return at.map(Timestamp::from).orElse(null);
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

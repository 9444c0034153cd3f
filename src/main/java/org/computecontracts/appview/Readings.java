package org.computecontracts.appview;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.appview.dialect.Dialects;
import org.computecontracts.appview.dialect.Statement;
import org.computecontracts.appview.dialect.StatementKind;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Tid;
import org.computecontracts.atproto.attestation.AttestationCheck;
import org.computecontracts.atproto.attestation.Attestations;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.network.SeenRecord;

/** Reads records of the network as statements and tells what can be told of them without asking anybody. */
@ApplicationScoped
public class Readings {
    private static final Logger LOG = Logger.getLogger(Readings.class.getName());

    private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

    /** Those that have a place in a deal. Nobody is asked: whose the keys are is found out later ({@link AuthorRefresher}). */
    public List<Reading> of(List<SeenRecord> records) {
        return records.stream().flatMap(seen -> read(seen).stream()).toList();
    }

    private Optional<Reading> read(SeenRecord seen) {
        try {
            return Dialects.read(seen.record()).map(statement -> judged(statement, seen));
        } catch (RuntimeException e) {
            // One record must not keep all that come after it out of the view
            LOG.log(Level.WARNING, "Left out of the view: " + seen.record().uri(), e);
            return Optional.empty();
        }
    }

    private Reading judged(Statement statement, SeenRecord seen) {
        var record = statement.record();
        var check = Attestations.verify(record);
        var attested = attested(record, check);
        return new Reading(
                statement,
                attested,
                check.reason(),
                issuer(record),
                said(record),
                invalid(statement, seen, attested, check.reason()),
                seen.deleted());
    }

    public static Attested attested(RepoRecord record, AttestationCheck check) {
        if (check.bound()) {
            return Attested.BOUND;
        } else if (check.valid()) {
            return Attested.VALID;
        }
        return record.json().path("signatures").isEmpty() ? Attested.NONE : Attested.BROKEN;
    }

    private static String issuer(RepoRecord record) {
        return Attestations.verified(record).stream()
                .map(entry -> entry.path("issuer").asText())
                .filter(Did::isValid)
                .findFirst()
                .orElse("");
    }

    private static String invalid(Statement statement, SeenRecord seen, Attested attested, String judged) {
        if (!seen.valid()) {
            return seen.reason();
        }
        var source = statement.source();
        if (!source.dialect().isSigned()) {
            return "";
        }
        if (!source.isWhole()) {
            return source.lacks().getFirst();
        }
        var stranger = Facts.payload(statement)
                .filter(ref -> isOwn(statement.kind())
                        && !ref.uri().authority().equals(seen.record().author()));
        if (stranger.isPresent()) {
            return "It refers to a record that another account wrote.";
        }
        return mustBeSigned(statement.kind()) && !attested.verifies() ? judged : "";
    }

    /** What a request asks for and what a bid costs are their author's own words. */
    private static boolean isOwn(StatementKind kind) {
        return kind == StatementKind.REQUEST || kind == StatementKind.BID || kind == StatementKind.EVENT;
    }

    private static boolean mustBeSigned(StatementKind kind) {
        return switch (kind) {
            case REQUEST, BID, ACCEPTANCE, RECEIPT, PAYMENT_RECEIPT, EVENT -> true;
            case MACHINE, PRICE, PAYMENT, HAPPENING -> false;
        };
    }

    /** The author's word for it, or what its key says; empty when neither is a time at which this market can have been. */
    private static Optional<Instant> said(RepoRecord record) {
        return record.optionalText("createdAt")
                .flatMap(Readings::time)
                .or(() -> keyTime(record))
                .filter(at -> at.isAfter(FIRST) && at.isBefore(LAST));
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> keyTime(RepoRecord record) {
        try {
            return Optional.of(Instant.EPOCH.plus(new Tid(record.uri().rkey()).micros(), ChronoUnit.MICROS));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

package org.computecontracts.trust;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Expiry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.AtprotoProblem;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.pds.Pds;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.limits.Caches;

/** Reads judgements out of repositories. */
@ApplicationScoped
class Judgements {
    static final Nsid VOUCH = new Nsid("sh.tangled.graph.vouch");
    private static final Logger LOG = Logger.getLogger(Judgements.class.getName());
    private static final int MOST_KEPT = 2000;
    private static final int LONGEST_REASON = 300;

    @Inject
    Pds pds;

    @Inject
    TrustSettings settings;

    @Inject
    Clock clock;

    private final Cache<Did, List<Vouch>> kept = Caches.caffeine(() -> clock)
            .maximumSize(MOST_KEPT)
            .expireAfter(Expiry.writing((judge, vouches) -> settings.othersKeptFor()))
            .build();

    /** As the repository has them now; throws when it cannot be read. */
    List<Vouch> of(Did judge) {
        return pds.list(judge, VOUCH).stream()
                .flatMap(record -> read(record).stream())
                .toList();
    }

    /** As of a short while ago at most; empty when the repository cannot be read. Who is gone says nothing. */
    Optional<List<Vouch>> heard(Did judge) {
        var known = kept.getIfPresent(judge);
        if (known != null) {
            return Optional.of(known);
        }
        try {
            var vouches = of(judge);
            kept.put(judge, vouches);
            return Optional.of(vouches);
        } catch (ProblemException e) {
            if (e.type() == AtprotoProblem.DID_NOT_FOUND || e.type() == AtprotoProblem.DID_GONE) {
                return Optional.of(List.of());
            }
            LOG.log(Level.INFO, "The judgements of " + judge + " cannot be read", e);
            return Optional.empty();
        }
    }

    /** Empty when it judges nobody, or in a way we do not know. A missing kind is a vouch (market spec 6.6). */
    static Optional<Vouch> read(RepoRecord record) {
        var kind = switch (record.optionalText("kind").orElse("vouch")) {
            case "vouch" -> Vouch.Kind.VOUCH;
            case "denounce" -> Vouch.Kind.DENOUNCE;
            default -> null;
        };
        var subject = did(record.uri().rkey());
        if (kind == null || subject.isEmpty()) {
            return Optional.empty();
        }
        var reason = readable(record.optionalText("reason").orElse(""));
        return Optional.of(new Vouch(record.author(), subject.get(), kind, reason, writtenAt(record), record.ref()));
    }

    private static Optional<Did> did(String rkey) {
        try {
            return Optional.of(new Did(rkey));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Somebody else's words end in our sentences: one line, no control or direction characters, not too long. */
    private static String readable(String reason) {
        var line = reason.replaceAll("[\\p{Cc}\\p{Cf}\\s]+", " ").strip();
        return line.codePointCount(0, line.length()) <= LONGEST_REASON
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_REASON)) + "…";
    }

    private static Instant writtenAt(RepoRecord record) {
        try {
            return OffsetDateTime.parse(record.optionalText("createdAt").orElse(""))
                    .toInstant();
        } catch (DateTimeException e) {
            return Instant.EPOCH; // a judgement without a date is still one
        }
    }
}

package org.computecontracts.network;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.computecontracts.atproto.RepoEvent.Failure;
import org.computecontracts.atproto.RepoEvent.Info;
import org.computecontracts.atproto.RepoEvent.Numbered;
import org.computecontracts.atproto.RepoEvent.Unknown;
import org.computecontracts.atproto.RepoEvents;
import org.computecontracts.kernel.DataRefusal;
import org.computecontracts.kernel.ProblemException;
import org.jspecify.annotations.Nullable;

/** Takes messages of a host's stream from bytes to the view: read, check, store with the cursor, tell. */
@ApplicationScoped
class Ingest {
    private static final Logger LOG = Logger.getLogger(Ingest.class.getName());
    private static final String FUTURE_CURSOR = "FutureCursor";

    @Inject
    NetworkIngestStore store;

    @Inject
    NetworkHostStore hosts;

    @Inject
    NetworkRepoStore repos;

    @Inject
    Prover prover;

    @Inject
    Workers workers;

    @Inject
    Event<NetworkEvent> events;

    @Inject
    Clock clock;

    /** STREAM_ENDED when the host says so, or when it is another node's by now; what came before is stored. */
    HostClaim take(HostClaim claim, List<byte[]> messages) {
        var reading = new Reading(claim.cursor());
        messages.forEach(reading::add);
        var after = reading.numbered.isEmpty() && reading.malformed == 0 ? claim : stored(claim, reading);
        var failure = reading.failure();
        if (reading.hasHole || (failure != null && failure.error().equals(FUTURE_CURSOR))) {
            doubt(claim);
        }
        if (failure != null) {
            hosts.pollSoon(claim.url(), clock.instant());
            throw failed(claim, failure);
        }
        return after;
    }

    /** A PDS is asked for its revisions; a relay does not know them, so what only it tells of is read anew. */
    private void doubt(HostClaim claim) {
        hosts.pollSoon(claim.url(), clock.instant());
        if (claim.kind() == HostKind.RELAY) {
            repos.desynchroniseUnheard("A hole in the stream of " + claim.url(), clock.instant());
        }
    }

    private HostClaim stored(HostClaim claim, Reading reading) {
        var dids = reading.numbered.stream().map(Numbered::did).collect(Collectors.toSet());
        var heads = store.heads(dids);
        var proven = workers.inOrder(reading.numbered, event -> prover.prove(event, claim, heads));
        var batch = new HostBatch(reading.cursor, reading.count, reading.malformed, reading.time, proven);
        store(claim, batch);
        return claim.at(reading.cursor);
    }

    /** What the database will not take is refused by itself: the others are stored, and the stream goes on. */
    private void store(HostClaim claim, HostBatch batch) {
        try {
            take(claim, batch);
        } catch (RuntimeException e) {
            if (!DataRefusal.isCauseOf(e)) {
                throw e;
            }
            LOG.log(Level.WARNING, "Not all that " + claim.url() + " tells can be stored", e);
            batch.events().forEach(event -> storeOrRefuse(claim, event));
            take(claim, batch.ended());
        }
    }

    private void storeOrRefuse(HostClaim claim, Proven event) {
        try {
            take(claim, HostBatch.alone(event, claim));
        } catch (RuntimeException e) {
            if (!DataRefusal.isCauseOf(e)) {
                throw e;
            }
            take(claim, HostBatch.alone(new Proven.Refused(event.did(), "The database does not take it", true), claim));
        }
    }

    private void take(HostClaim claim, HostBatch batch) {
        store.take(claim, batch, clock.instant()).forEach(events::fireAsync);
    }

    private ProblemException failed(HostClaim claim, Failure failure) {
        if (failure.error().equals(FUTURE_CURSOR)) {
            hosts.forgetCursor(claim, clock.instant());
        }
        return NetworkProblem.STREAM_ENDED.because("%s says %s %s", claim.url(), failure.error(), failure.message());
    }

    /** What the messages say before anything of it is checked. */
    private static final class Reading {
        private final List<Numbered> numbered = new ArrayList<>();
        private long cursor;
        private int count;
        private int malformed;
        private long earlier = -1;
        private boolean hasHole;
        private @Nullable Instant time;
        private @Nullable Failure failure;

        Reading(@Nullable Long cursor) {
            this.cursor = cursor == null ? -1 : cursor;
        }

        void add(byte[] message) {
            try {
                count++;
                switch (RepoEvents.read(message)) {
                    case Numbered event -> add(event);
                    case Info info -> hasHole |= info.name().equals("OutdatedCursor");
                    case Failure error -> failure = error;
                    case Unknown unknown -> {}
                }
            } catch (ProblemException e) {
                malformed++;
                hasHole = true;
            }
        }

        /** What was told before is passed over. */
        private void add(Numbered event) {
            if (event.seq() > cursor) {
                cursor = event.seq();
                time = event.time();
                numbered.add(event);
            } else if (event.seq() < cursor) {
                hasHole = true;
                earlier = event.seq();
            }
        }

        /** A host that only counts back has begun anew: our number stands for something else now. */
        private @Nullable Failure failure() {
            var isBack = earlier >= 0 && numbered.isEmpty() && failure == null;
            return isBack ? new Failure(FUTURE_CURSOR, "of itself: %d after %d".formatted(earlier, cursor)) : failure;
        }
    }
}

package org.computecontracts.network;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.computecontracts.atproto.RepoEvent.Failure;
import org.computecontracts.atproto.RepoEvent.Info;
import org.computecontracts.atproto.RepoEvent.Numbered;
import org.computecontracts.atproto.RepoEvent.Unknown;
import org.computecontracts.atproto.RepoEvents;
import org.computecontracts.kernel.ProblemException;
import org.jspecify.annotations.Nullable;

/** Takes messages of a host's stream from bytes to the view: read, check, store with the cursor, tell. */
@ApplicationScoped
class Ingest {
    @Inject
    NetworkIngestStore store;

    @Inject
    NetworkHostStore hosts;

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
        if (reading.hasHole) {
            hosts.pollSoon(claim.url(), clock.instant());
        }
        if (reading.failure != null) {
            throw failed(claim, reading.failure);
        }
        return after;
    }

    private HostClaim stored(HostClaim claim, Reading reading) {
        var dids = reading.numbered.stream().map(Numbered::did).collect(Collectors.toSet());
        var heads = store.heads(dids);
        var proven = workers.inOrder(reading.numbered, event -> prover.prove(event, claim, heads));
        var batch = new HostBatch(reading.cursor, reading.count, reading.malformed, reading.time, proven);
        store.take(claim, batch, clock.instant()).forEach(events::fireAsync);
        return claim.at(reading.cursor);
    }

    private ProblemException failed(HostClaim claim, Failure failure) {
        if (failure.error().equals("FutureCursor")) {
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
            }
        }
    }
}

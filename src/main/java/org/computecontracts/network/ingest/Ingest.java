package org.computecontracts.network.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.repo.RepoEvent.Failure;
import org.computecontracts.kernel.DataRefusal;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.network.NetworkEvent;
import org.computecontracts.network.NetworkProblem;
import org.computecontracts.network.host.HostClaim;
import org.computecontracts.network.host.HostKind;
import org.computecontracts.network.host.NetworkHostStore;

/** Takes messages of a host's stream from bytes to the view: read, check, store with the cursor, tell. */
@ApplicationScoped
public class Ingest {
    private static final Logger LOG = Logger.getLogger(Ingest.class.getName());

    /** Lists can be long, and anybody may have a server tell of unknown accounts without end. */
    private static final Duration LIST_PAUSE = Duration.ofSeconds(10);

    @Inject
    NetworkIngestStore store;

    @Inject
    NetworkHostStore hosts;

    @Inject
    NetworkRepoStore repos;

    @Inject
    EventChecks checks;

    @Inject
    Event<NetworkEvent> events;

    @Inject
    Clock clock;

    /** STREAM_ENDED when the host says so, or when it is another node's by now; what came before is stored. */
    public HostClaim take(HostClaim claim, List<byte[]> messages) {
        var reading = StreamReading.of(claim, messages);
        var after = reading.isEmpty() ? claim : stored(claim, reading);
        if (reading.hasHole()) {
            doubt(claim);
        }
        var failure = reading.failure();
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

    private HostClaim stored(HostClaim claim, StreamReading reading) {
        var heads = store.heads(reading.dids());
        var batch = reading.checked(checks.of(claim, reading, heads));
        store(claim, batch);
        if (claim.kind() == HostKind.PDS && batch.unanswered().anyMatch(did -> !heads.containsKey(did))) {
            hosts.pollSoon(claim.url(), clock.instant().plus(LIST_PAUSE));
        }
        return batch.seq() < 0 ? claim : claim.at(batch.seq());
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
        if (failure.error().equals(StreamReading.FUTURE_CURSOR)) {
            hosts.forgetCursor(claim, clock.instant());
        }
        return NetworkProblem.STREAM_ENDED.because("%s says %s %s", claim.url(), failure.error(), failure.message());
    }
}

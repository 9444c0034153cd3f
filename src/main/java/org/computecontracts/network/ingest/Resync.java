package org.computecontracts.network.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.AtprotoProblem;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.resolution.DidDocument;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.work.Backoff;
import org.computecontracts.kernel.work.QueueWorker;
import org.computecontracts.network.NetworkEvent;
import org.computecontracts.network.NetworkProblem;
import org.computecontracts.network.RepoStatus;
import org.computecontracts.network.host.FollowReason;
import org.computecontracts.network.host.FollowedHosts;

/**
 * Reads repositories anew from their own servers, whole and proved, where the stream left a doubt. Until that is done a
 * repository is desynchronised; it is tried again, more and more seldom, for ever.
 */
@ApplicationScoped
public class Resync {
    private static final Logger LOG = Logger.getLogger(Resync.class.getName());
    private static final int AT_ONCE = 6;
    private static final Backoff PAUSES = Backoff.forEver(Duration.ofSeconds(2), Duration.ofSeconds(512));

    @Inject
    NetworkRepoStore repos;

    @Inject
    NetworkIngestStore store;

    @Inject
    NetworkWriteStore records;

    @Inject
    RepoReader reader;

    @Inject
    Identities identities;

    @Inject
    Workers workers;

    @Inject
    FollowedHosts followed;

    @Inject
    Event<NetworkEvent> events;

    @Inject
    Clock clock;

    private final QueueWorker<DueRepo> worker = new QueueWorker<>(
            AT_ONCE,
            () -> clock.instant(),
            work -> workers.executor().execute(work),
            turn -> repos.claim(turn),
            (holder, keys, until) -> repos.renew(holder, keys, until),
            this::take);

    /** Begins with those whose turn it is, as far as there are hands. */
    public void hurry() {
        worker.work();
    }

    public void hold() {
        worker.hold();
    }

    public void read(DueRepo due) {
        take(due);
    }

    private void take(DueRepo due) {
        var problem = "";
        try {
            readNow(due);
        } catch (ProblemException e) {
            if (e.type() == AtprotoProblem.DID_GONE) {
                ended(due);
            }
            problem = e.detail();
            LOG.log(Level.FINE, "{0} could not be read: {1}", new Object[] {due.did(), problem});
        } catch (RuntimeException e) {
            problem = "It cannot be taken in: " + e.getMessage();
            LOG.log(Level.WARNING, "Not taken in: " + due.did(), e);
        }
        repos.release(due, problem, clock.instant().plus(PAUSES.pause(due.attempts())));
    }

    private void readNow(DueRepo due) {
        var did = due.did();
        var document = identities.newest(did); // one of a moment ago may be from before what raised the doubt
        var pds = FollowedHosts.origin(document.pds());
        var answer = reader.read(did, pds, document.signingKey());
        if (answer.commit().isEmpty()) {
            put(refused(did, answer.error()), due, document, pds);
            return;
        }
        var commit = answer.commit().get();
        put(RepoReading.of(commit), due, document, pds);
        if (!commit.writes().isEmpty()) {
            followed.followQuietly(pds, FollowReason.RECORD, did.value());
        }
    }

    private void ended(DueRepo due) {
        var did = due.did();
        var reading = RepoReading.gone(did, RepoStatus.DELETED);
        store.change(
                        List.of(did),
                        "",
                        clock.instant(),
                        heads -> reading.applied(head(heads, did), due.doubt(), Set.of()))
                .forEach(events::fireAsync);
    }

    private static RepoHead head(Map<Did, RepoHead> heads, Did did) {
        return heads.getOrDefault(did, RepoHead.unseen(did));
    }

    private static RepoReading refused(Did did, String error) {
        return switch (error) {
            case "RepoNotFound" -> RepoReading.gone(did, RepoStatus.DELETED);
            case "RepoTakendown" -> RepoReading.gone(did, RepoStatus.TAKENDOWN);
            case "RepoSuspended" -> RepoReading.gone(did, RepoStatus.SUSPENDED);
            case "RepoDeactivated" -> RepoReading.gone(did, RepoStatus.DEACTIVATED);
            default -> throw NetworkProblem.REPO_REFUSED.because("%s is refused: %s", did, error);
        };
    }

    private void put(RepoReading reading, DueRepo due, DidDocument document, URI pds) {
        var now = clock.instant();
        var did = due.did();
        var live = records.live(did);
        store.change(List.of(did), pds.toString(), now, heads -> {
                    var before = head(heads, did);
                    var after = before.with(document, now);
                    return reading.applied(after, due.doubt(), live).with(identityNews(before, after));
                })
                .forEach(events::fireAsync);
    }

    private static List<NetworkEvent> identityNews(RepoHead before, RepoHead after) {
        return before.knownAt() == null || after.isNamedAs(before)
                ? List.of()
                : List.of(new NetworkEvent.IdentityChanged(after.did()));
    }
}

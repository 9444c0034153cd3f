package org.computecontracts.network;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.AtprotoProblem;
import org.computecontracts.atproto.CommitProof;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.DidDocument;
import org.computecontracts.atproto.Identities;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.ProvenCommit;
import org.computecontracts.atproto.RepoEvent;
import org.computecontracts.atproto.RepoEvent.AccountChanged;
import org.computecontracts.atproto.RepoEvent.CommitMade;
import org.computecontracts.atproto.RepoEvent.IdentityChanged;
import org.computecontracts.atproto.RepoEvent.SyncMade;
import org.computecontracts.atproto.VerifyingKey;
import org.computecontracts.atproto.Xrpc;
import org.computecontracts.kernel.ProblemException;
import org.jspecify.annotations.Nullable;

/** Finds out what is true of an event: by the account's key, by its DID document, by its own server. */
@ApplicationScoped
class Prover {
    private static final Logger LOG = Logger.getLogger(Prover.class.getName());
    private static final Nsid STATUS = new Nsid("com.atproto.sync.getRepoStatus");

    /** A key is asked for again after so long, also when nobody said that it changed. */
    private static final Duration KEY_LIFE = Duration.ofHours(24);

    @Inject
    Identities identities;

    @Inject
    KnownKeys keys;

    @Inject
    NetworkSettings settings;

    @Inject
    Xrpc xrpc;

    @Inject
    Clock clock;

    /** Never throws for what the event says. */
    Proven prove(RepoEvent.Numbered event, HostClaim teller, Map<Did, RepoHead> heads) {
        var head = heads.getOrDefault(event.did(), RepoHead.unseen(event.did()));
        try {
            return switch (event) {
                case CommitMade commit -> written(commit, head);
                case SyncMade sync -> signed(head, key -> CommitProof.check(sync, key), Proven.Reset::new);
                case IdentityChanged identity -> new Proven.Renamed(head.did(), identities.newest(head.did()));
                case AccountChanged account -> stands(account, teller, head);
            };
        } catch (ProblemException | IllegalArgumentException e) {
            return refused(teller, head, reason(e));
        } catch (RuntimeException | StackOverflowError e) {
            LOG.log(Level.WARNING, "An event of " + teller.url() + " about " + head.did() + " defeats us", e);
            return refused(teller, head, "It cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static Proven refused(HostClaim teller, RepoHead head, String reason) {
        var counts = teller.kind() == HostKind.RELAY || teller.url().equals(head.host());
        return new Proven.Refused(head.did(), reason, counts);
    }

    private static String reason(RuntimeException e) {
        return e instanceof ProblemException problem
                ? problem.type().title() + ": " + problem.detail()
                : String.valueOf(e.getMessage());
    }

    private Proven written(CommitMade event, RepoHead head) {
        var filter = new CollectionFilter(settings.collections());
        return signed(head, key -> CommitProof.check(event, key), (commit, document) -> {
            var writes = commit.writes().stream()
                    .filter(write -> filter.wants(write.path()))
                    .map(write -> RecordWrite.of(commit.did(), commit.rev(), write))
                    .toList();
            return new Proven.Written(commit, writes, event.tooBig(), document);
        });
    }

    private interface Outcome {
        Proven of(ProvenCommit commit, @Nullable DidDocument document);
    }

    /** With the key we know; with the one the document names now when that does not fit. */
    private Proven signed(RepoHead head, Function<VerifyingKey, ProvenCommit> check, Outcome outcome) {
        var known = knownKey(head);
        if (known.isEmpty()) {
            var document = identities.resolve(head.did());
            return outcome.of(checked(head.did(), document, check), document);
        }
        try {
            return outcome.of(check.apply(known.get()), null);
        } catch (ProblemException e) {
            if (e.type() != AtprotoProblem.BAD_SIGNATURE) {
                throw e;
            }
            var document = identities.fresh(head.did());
            return outcome.of(check.apply(document.signingKey()), document);
        }
    }

    private ProvenCommit checked(Did did, DidDocument document, Function<VerifyingKey, ProvenCommit> check) {
        try {
            return check.apply(document.signingKey());
        } catch (ProblemException e) {
            if (e.type() != AtprotoProblem.BAD_SIGNATURE) {
                throw e;
            }
            return check.apply(identities.fresh(did).signingKey());
        }
    }

    private Optional<VerifyingKey> knownKey(RepoHead head) {
        return head.knownAt() == null
                        || head.signingKey() == null
                        || head.knownAt().plus(KEY_LIFE).isBefore(clock.instant())
                ? Optional.empty()
                : Optional.of(keys.of(head.signingKey()));
    }

    /**
     * Only an account's own server can say how it stands; others are taken as a reason to ask there. A server that has lost
     * the account says that it is gone: so whose it is now is looked up before that is believed.
     */
    private Proven stands(AccountChanged event, HostClaim teller, RepoHead head) {
        var document = event.active() && head.host() != null ? null : named(head.did());
        if (document == null && !event.active()) {
            return new Proven.Stands(head.did(), RepoStatus.DELETED, null);
        }
        var pds = document == null ? head.host() : FollowedHosts.origin(document.pds());
        var isOwn = teller.url().equals(pds);
        var status = isOwn || pds == null ? status(event.active(), event.status()) : ask(pds, head.did());
        return new Proven.Stands(head.did(), status, document);
    }

    /** Null when the DID is no more. */
    private @Nullable DidDocument named(Did did) {
        try {
            return identities.newest(did);
        } catch (ProblemException e) {
            if (e.type() == AtprotoProblem.DID_GONE) {
                return null;
            }
            throw e;
        }
    }

    private RepoStatus ask(URI pds, Did did) {
        var answer = xrpc.query(pds, STATUS, Map.of("did", did.value()), null);
        if (answer.error().equals("RepoNotFound")) {
            return RepoStatus.DELETED;
        }
        var body = answer.orRefused();
        return status(body.path("active").asBoolean(), body.path("status").asText());
    }

    /** Whatever else a server may call it, the account is not to be had. */
    static RepoStatus status(boolean active, String status) {
        if (active) {
            return RepoStatus.ACTIVE;
        }
        return switch (status.toLowerCase(Locale.ROOT)) {
            case "deleted" -> RepoStatus.DELETED;
            case "takendown" -> RepoStatus.TAKENDOWN;
            case "suspended" -> RepoStatus.SUSPENDED;
            default -> RepoStatus.DEACTIVATED;
        };
    }
}

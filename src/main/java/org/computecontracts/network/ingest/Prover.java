package org.computecontracts.network.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.AtprotoProblem;
import org.computecontracts.atproto.VerifyingKey;
import org.computecontracts.atproto.repo.CommitProof;
import org.computecontracts.atproto.repo.RepoEvent;
import org.computecontracts.atproto.repo.RepoEvent.AccountChanged;
import org.computecontracts.atproto.repo.RepoEvent.CommitMade;
import org.computecontracts.atproto.repo.RepoEvent.IdentityChanged;
import org.computecontracts.atproto.repo.RepoEvent.SyncMade;
import org.computecontracts.atproto.resolution.DidDocument;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.network.NetworkSettings;
import org.computecontracts.network.RepoStatus;
import org.computecontracts.network.host.HostClaim;
import org.computecontracts.network.host.HostKind;
import org.jspecify.annotations.Nullable;

/** Finds out what is true of an event by what is known already: it asks nobody. */
@ApplicationScoped
public class Prover {
    private static final Logger LOG = Logger.getLogger(Prover.class.getName());

    /** A key is asked for again after so long, also when nobody said that it changed. */
    private static final Duration KEY_LIFE = Duration.ofHours(24);

    @Inject
    KnownKeys keys;

    @Inject
    NetworkSettings settings;

    @Inject
    Clock clock;

    /** Nothing when somebody has to be asked first. Never throws for what the event says. */
    Optional<Proven> prove(RepoEvent.Numbered event, HostClaim teller, RepoHead head) {
        return unlessRefused(
                teller,
                head,
                () -> switch (event) {
                    case CommitMade commit -> byKnownKey(commit, head);
                    case SyncMade sync -> byKnownKey(sync, head);
                    case IdentityChanged identity -> Optional.empty();
                    case AccountChanged account -> byOwnServer(account, teller, head);
                },
                Optional::of);
    }

    /** What cannot be proved is refused with the reason. */
    static <T> T unlessRefused(HostClaim teller, RepoHead head, Supplier<T> proof, Function<Proven, T> refusal) {
        try {
            return proof.get();
        } catch (ProblemException | IllegalArgumentException e) {
            return refusal.apply(refused(teller, head, reason(e)));
        } catch (RuntimeException | StackOverflowError e) {
            LOG.log(Level.WARNING, "An event of " + teller.url() + " about " + head.did() + " defeats us", e);
            return refusal.apply(
                    refused(teller, head, "It cannot be read: " + e.getClass().getSimpleName()));
        }
    }

    static Proven refused(HostClaim teller, RepoHead head, String reason) {
        var counts = teller.kind() == HostKind.RELAY || teller.url().equals(head.host());
        return new Proven.Refused(head.did(), reason, counts);
    }

    private static String reason(RuntimeException e) {
        return e instanceof ProblemException problem
                ? problem.type().title() + ": " + problem.detail()
                : String.valueOf(e.getMessage());
    }

    private Optional<Proven> byKnownKey(RepoEvent.Numbered event, RepoHead head) {
        try {
            return knownKey(head).map(key -> signed(event, key, null));
        } catch (ProblemException e) {
            if (e.type() == AtprotoProblem.BAD_SIGNATURE) {
                return Optional.empty(); // it may be signed with a newer one
            }
            throw e;
        }
    }

    Optional<VerifyingKey> knownKey(RepoHead head) {
        return head.knownAt() == null
                        || head.signingKey() == null
                        || head.knownAt().plus(KEY_LIFE).isBefore(clock.instant())
                ? Optional.empty()
                : Optional.of(keys.of(head.signingKey()));
    }

    /** What a #commit or a #sync says, proved by this key. BAD_SIGNATURE, BAD_PROOF. */
    Proven signed(RepoEvent.Numbered event, VerifyingKey key, @Nullable DidDocument document) {
        return switch (event) {
            case CommitMade commit -> written(commit, key, document);
            case SyncMade sync -> new Proven.Reset(CommitProof.check(sync, key), document);
            case IdentityChanged identity -> throw new IllegalArgumentException("An #identity has no signature");
            case AccountChanged account -> throw new IllegalArgumentException("An #account has no signature");
        };
    }

    private Proven written(CommitMade event, VerifyingKey key, @Nullable DidDocument document) {
        var filter = new CollectionFilter(settings.collections());
        var commit = CommitProof.check(event, key);
        var writes = commit.writes().stream()
                .filter(write -> filter.wants(write.path()))
                .map(write -> RecordWrite.of(commit.did(), commit.rev(), write))
                .toList();
        return new Proven.Written(commit, writes, event.tooBig(), document);
    }

    /** That it is there is said by who has it; that it is not, by one who may have lost it. */
    private static Optional<Proven> byOwnServer(AccountChanged event, HostClaim teller, RepoHead head) {
        return event.active() && teller.url().equals(head.host())
                ? Optional.of(new Proven.Stands(head.did(), RepoStatus.ACTIVE, null))
                : Optional.empty();
    }
}

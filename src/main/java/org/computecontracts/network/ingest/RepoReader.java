package org.computecontracts.network.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.VerifyingKey;
import org.computecontracts.atproto.repo.ProvenCommit;
import org.computecontracts.atproto.repo.RepoSearch;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.network.NetworkProblem;
import org.computecontracts.network.NetworkSettings;

/**
 * Reads all of a repository that concerns us from its own server, proved. How its blocks come depends on how much of it is
 * ours by its server's word: what they prove does not.
 */
@ApplicationScoped
public class RepoReader {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @Inject
    Upstream upstream;

    @Inject
    NetworkSettings settings;

    @Inject
    Clock clock;

    /** What its server answered: its newest commit with our records among the writes, or the name of an error. */
    public record Answer(Optional<ProvenCommit> commit, String error) {}

    /** Asks its server. */
    public Answer read(Did did, URI pds, VerifyingKey key) {
        var head = upstream.head(pds, did);
        if (!head.error().isEmpty()) {
            return whole(did, pds, key);
        }
        // The way to a path where nobody has anything often leads past all places where ours could lie: nothing is
        // asked then.
        var search = RepoSearch.of(did, head.car(), key, settings.collections());
        if (search.missing().isEmpty()) {
            return new Answer(Optional.of(search.proven()), "");
        }
        return upstream.saysAllOurs(pds, did)
                ? asArchive(did, pds, key).orElseGet(() -> byTree(did, pds, key, head.car()))
                : byTree(did, pds, key, head.car());
    }

    private Answer byTree(Did did, URI pds, VerifyingKey key, byte[] head) {
        return new TreeReading(upstream, did, pds, key, settings, patient(did))
                .from(head)
                .map(commit -> new Answer(Optional.of(commit), ""))
                .orElseGet(() -> whole(did, pds, key));
    }

    private Runnable patient(Did did) {
        var end = clock.instant().plus(LONGEST);
        return () -> {
            if (clock.instant().isAfter(end)) {
                throw NetworkProblem.REPO_INCOMPLETE.because(
                        "%s could not be read within %d minutes", did, LONGEST.toMinutes());
            }
        };
    }

    /** Nothing when it is too long: its server may have said too little of what is in it. */
    private Optional<Answer> asArchive(Did did, URI pds, VerifyingKey key) {
        try {
            return Optional.of(whole(did, pds, key));
        } catch (ProblemException e) {
            if (e.type() == KernelProblem.TOO_LARGE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Answer whole(Did did, URI pds, VerifyingKey key) {
        var archive = upstream.repo(pds, did);
        if (!archive.error().isEmpty()) {
            return new Answer(Optional.empty(), archive.error());
        }
        var search = RepoSearch.of(did, archive.car(), key, settings.collections());
        return new Answer(Optional.of(search.proven()), "");
    }
}

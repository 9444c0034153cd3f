package org.computecontracts.network;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.ProvenCommit;
import org.computecontracts.atproto.RepoSearch;
import org.computecontracts.atproto.VerifyingKey;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.ProblemException;

/**
 * Reads all of a repository that concerns us from its own server, proved. How its blocks come depends on how much of it is
 * ours: what they prove does not.
 */
@ApplicationScoped
class RepoReader {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @Inject
    Upstream upstream;

    @Inject
    NetworkSettings settings;

    @Inject
    Clock clock;

    /** What its server answered: its newest commit with our records among the writes, or the name of an error. */
    record Answer(Optional<ProvenCommit> commit, String error) {}

    /**
     * Asks its server.
     *
     * @param progress told now and then that it goes on
     */
    Answer read(Did did, URI pds, VerifyingKey key, Runnable progress) {
        // The head first: a record written after it is told by the stream, one before it by describeRepo. The other way
        // round, one written in between would count as read.
        var head = upstream.head(pds, did);
        if (!head.error().isEmpty()) {
            return whole(did, pds, key);
        }
        return switch (upstream.share(pds, did)) {
            case NOTHING ->
                new Answer(
                        Optional.of(
                                RepoSearch.of(did, head.car(), key, List.of()).proven()),
                        "");
            case ALL -> asArchive(did, pds, key).orElseGet(() -> byTree(did, pds, key, head.car(), progress));
            case SOME -> byTree(did, pds, key, head.car(), progress);
        };
    }

    private Answer byTree(Did did, URI pds, VerifyingKey key, byte[] head, Runnable progress) {
        return new TreeReading(upstream, did, pds, key, settings, patient(did, progress))
                .from(head)
                .map(commit -> new Answer(Optional.of(commit), ""))
                .orElseGet(() -> whole(did, pds, key));
    }

    private Runnable patient(Did did, Runnable progress) {
        var end = clock.instant().plus(LONGEST);
        return () -> {
            if (clock.instant().isAfter(end)) {
                throw NetworkProblem.REPO_INCOMPLETE.because(
                        "%s could not be read within %d minutes", did, LONGEST.toMinutes());
            }
            progress.run();
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

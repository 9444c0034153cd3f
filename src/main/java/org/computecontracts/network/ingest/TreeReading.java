package org.computecontracts.network.ingest;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.VerifyingKey;
import org.computecontracts.atproto.repo.Car;
import org.computecontracts.atproto.repo.CarReader;
import org.computecontracts.atproto.repo.ProvenCommit;
import org.computecontracts.atproto.repo.RepoSearch;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.network.NetworkProblem;
import org.computecontracts.network.NetworkSettings;
import org.computecontracts.network.host.NetworkHostStore;

/**
 * Reads the part of one repository that concerns us block by block: from the signed commit down the tree, level by level,
 * and of its nodes only those where our collections can be. A repository that moves on meanwhile is met by going on from
 * its newer commit, with what came already.
 */
class TreeReading {
    /** As many as fit into a line that any server takes. */
    private static final int BATCH = 64;

    private static final int MAX_BLOCKS = 200_000;
    private static final int MAX_MOVES = 20;

    private final Upstream upstream;
    private final Did did;
    private final URI pds;
    private final VerifyingKey key;
    private final List<String> collections;
    private final int maxBytes;
    private final Runnable progress;
    private int blocks;
    private int bytes;
    private int moves;

    /** Tells {@code progress} after every answer. */
    TreeReading(Upstream upstream, Did did, URI pds, VerifyingKey key, NetworkSettings settings, Runnable progress) {
        this.upstream = upstream;
        this.did = did;
        this.pds = pds;
        this.key = key;
        this.collections = settings.collections();
        this.maxBytes = settings.maxRepository();
        this.progress = progress;
    }

    /** Nothing when the server gives no single blocks. BAD_SIGNATURE, BAD_PROOF, REPO_INCOMPLETE, REPO_TOO_LARGE. */
    Optional<ProvenCommit> from(byte[] head) {
        var search = RepoSearch.of(did, head, key, collections);
        for (var missing = search.missing(); !missing.isEmpty(); missing = search.missing()) {
            for (var batch : batches(missing)) {
                var answer = ask(batch);
                if (answer.isUnknownMethod() && blocks == 0) {
                    return Optional.empty();
                }
                var newer = taken(search, answer, batch) ? null : newer(search, answer);
                progress.run();
                if (newer != null) {
                    search = newer;
                    break;
                }
            }
        }
        return Optional.of(search.proven());
    }

    private static List<List<Cid>> batches(Collection<Cid> missing) {
        var all = new ArrayList<>(missing);
        var batches = new ArrayList<List<Cid>>();
        for (var from = 0; from < all.size(); from += BATCH) {
            batches.add(all.subList(from, Math.min(all.size(), from + BATCH)));
        }
        return batches;
    }

    private Upstream.Archive ask(List<Cid> batch) {
        if (blocks + batch.size() > MAX_BLOCKS) {
            throw NetworkProblem.REPO_TOO_LARGE.because("%s has more than %d blocks for us", did, MAX_BLOCKS);
        }
        try {
            return upstream.blocks(pds, did, batch, maxBytes - bytes);
        } catch (ProblemException e) {
            if (e.type() == KernelProblem.TOO_LARGE) {
                throw NetworkProblem.REPO_TOO_LARGE
                        .because("%s has more than %d bytes for us", did, maxBytes)
                        .causedBy(e);
            }
            throw e;
        }
    }

    /** Whether all that was asked for came; what else came is dropped. */
    private boolean taken(RepoSearch search, Upstream.Archive answer, List<Cid> asked) {
        if (!answer.error().isEmpty()) {
            return false;
        }
        bytes += answer.car().length;
        var sent = read(answer.car());
        var wanted = new LinkedHashMap<Cid, byte[]>();
        for (var cid : asked) {
            var block = sent.blocks().get(cid);
            if (block != null) {
                wanted.put(cid, block);
            }
        }
        blocks += wanted.size();
        search.add(new Car(List.of(), wanted));
        return wanted.size() == asked.size();
    }

    private Car read(byte[] car) {
        try {
            return CarReader.read(car);
        } catch (IllegalArgumentException | ProblemException e) {
            throw NetworkProblem.REPO_INCOMPLETE
                    .because("%s sends of %s what is no block of it: %s", pds, did, String.valueOf(e.getMessage()))
                    .causedBy(e);
        }
    }

    /** What is not there any more is no lie when the repository has a newer head: the search for that, with what came. */
    private RepoSearch newer(RepoSearch search, Upstream.Archive answer) {
        var head = upstream.head(pds, did);
        if (!head.error().isEmpty()) {
            throw NetworkProblem.REPO_REFUSED.because("%s is refused: %s", did, head.error());
        }
        var next = RepoSearch.of(did, head.car(), key, collections);
        if (next.rev().compareTo(search.rev()) <= 0 || ++moves > MAX_MOVES) {
            var said = answer.error().isEmpty() ? "" : " and says " + NetworkHostStore.shown(answer.error());
            throw NetworkProblem.REPO_INCOMPLETE.because(
                    "%s does not give all blocks of %s at %s%s", pds, did, search.rev(), said);
        }
        next.addAll(search);
        return next;
    }
}

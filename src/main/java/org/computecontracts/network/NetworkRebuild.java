package org.computecontracts.network;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.CommitProof;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Identities;
import org.computecontracts.atproto.RepoRecord;
import org.computecontracts.atproto.Tid;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;

/** The view of the network made anew: beside the one in use, or in its place. */
@ApplicationScoped
public class NetworkRebuild {
    private static final Logger LOG = Logger.getLogger(NetworkRebuild.class.getName());
    private static final int MOST = 100;

    @Inject
    NetworkDigestStore store;

    @Inject
    Upstream upstream;

    @Inject
    Identities identities;

    @Inject
    NetworkSettings settings;

    @Inject
    Clock clock;

    /** A hash over which records there are in which versions. */
    public String digest() {
        return store.digest();
    }

    public int repoCount() {
        return store.count("network_repo where status = 'ACTIVE'");
    }

    public int recordCount() {
        return store.count("network_record where deleted_at is null");
    }

    /** Active accounts in the order of their names, some at a time. */
    public List<Did> repos(String after) {
        return NetworkDigestStore.dids(store.repos(after, MOST));
    }

    /** Of the hosts where accounts live, those that do not answer now: what they hold could not be read again. */
    public List<URI> silentHosts() {
        return store.hosts().stream().map(URI::create).filter(this::isSilent).toList();
    }

    private boolean isSilent(URI host) {
        try {
            upstream.requirePds(host);
            return false;
        } catch (ProblemException e) {
            LOG.log(Level.INFO, "{0} does not answer: what was read of it is kept; {1}", new Object[] {host, e.detail()
            });
            return true;
        }
    }

    /** Drops all records but those of silent hosts and has every repository read anew; that takes a while. */
    public void forget(List<URI> silent) {
        store.forget("rebuilt", names(silent), clock.instant());
    }

    /** Whether every repository has been read to its end, those of silent hosts aside. */
    public boolean isSynchronised(List<URI> silent) {
        return store.isSynchronised(names(silent));
    }

    private static List<String> names(List<URI> hosts) {
        return hosts.stream().map(URI::toString).toList();
    }

    /** Reads a repository from its server with its proof and stores nothing. REPO_REFUSED, BAD_PROOF and their like. */
    public Reread reread(Did did) {
        var document = identities.resolve(did);
        var pds = document.pds();
        var archive = upstream.repo(pds, did);
        if (!archive.error().isEmpty()) {
            throw NetworkProblem.REPO_REFUSED.because("%s is refused: %s", did, archive.error());
        }
        var commit = CommitProof.ofRepo(did, archive.car(), document.signingKey(), settings.collections());
        return new Reread(
                did,
                commit.rev(),
                commit.writes().stream()
                        .map(write -> RecordWrite.of(did, commit.rev(), write))
                        .map(write -> seen(write, commit.rev(), pds))
                        .toList());
    }

    private SeenRecord seen(RecordWrite write, Tid rev, URI pds) {
        var json = write.json() == null ? Json.object() : write.json();
        return new SeenRecord(
                new RepoRecord(write.uri(), write.ref().cid(), json),
                write.cbor(),
                rev,
                write.isValid(),
                write.reason(),
                pds.toString(),
                clock.instant(),
                null,
                RepoStatus.ACTIVE);
    }
}

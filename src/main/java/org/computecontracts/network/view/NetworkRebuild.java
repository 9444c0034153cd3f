package org.computecontracts.network.view;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Tid;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.kernel.Json;
import org.computecontracts.network.ChangePoint;
import org.computecontracts.network.NetworkDigestStore;
import org.computecontracts.network.NetworkProblem;
import org.computecontracts.network.NetworkRecordStore;
import org.computecontracts.network.RepoStatus;
import org.computecontracts.network.SeenRecord;
import org.computecontracts.network.ingest.RecordWrite;
import org.computecontracts.network.ingest.RepoReader;

/** The view of the network made anew: beside the one in use, or in its place. */
@ApplicationScoped
public class NetworkRebuild {
    private static final int MOST = 100;

    @Inject
    NetworkDigestStore store;

    @Inject
    NetworkRecordStore records;

    @Inject
    Identities identities;

    @Inject
    RepoReader reader;

    @Inject
    Clock clock;

    /** By account, a hash over which records there are in which versions. */
    public Map<Did, String> hashes() {
        return store.hashes();
    }

    /** How far the repositories of active accounts have been read, those in doubt not among them; the map is the caller's. */
    public Map<Did, Tid> read() {
        return store.read();
    }

    public int repoCount() {
        return store.count("network_repo where status = 'ACTIVE'");
    }

    public int recordCount() {
        return store.count("network_record where deleted_at is null");
    }

    /** Active accounts in the order of their names, some at a time. */
    public List<Did> repos(String after) {
        return store.repos(after, MOST);
    }

    /** Drops all records but those of accounts left aside and has every repository read anew; that takes a while. */
    public void forget(List<Did> aside) {
        store.forget("rebuilt", aside, clock.instant());
    }

    /** Where the changes end now. */
    public ChangePoint newest() {
        return records.newest();
    }

    /** Whether every repository has been read to its end, those left aside not counted. */
    public boolean isSynchronised(List<Did> aside) {
        return store.isSynchronised(aside);
    }

    /** Reads a repository from its server with its proof and stores nothing. REPO_REFUSED, BAD_PROOF and their like. */
    public Reread reread(Did did) {
        var document = identities.resolve(did);
        var pds = document.pds();
        var answer = reader.read(did, pds, document.signingKey());
        var commit = answer.commit()
                .orElseThrow(() -> NetworkProblem.REPO_REFUSED.because("%s is refused: %s", did, answer.error()));
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

package org.computecontracts.network.view;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.network.ChangePoint;
import org.computecontracts.network.NetworkProblem;
import org.computecontracts.network.NetworkRecordStore;
import org.computecontracts.network.RecordChange;
import org.computecontracts.network.RecordFilter;
import org.computecontracts.network.RecordPage;
import org.computecontracts.network.RecordVersion;
import org.computecontracts.network.SeenRecord;
import org.computecontracts.network.SeenRepo;
import org.computecontracts.network.host.FollowReason;
import org.computecontracts.network.host.FollowedHosts;
import org.computecontracts.network.host.HostKind;
import org.computecontracts.network.host.NetworkHost;
import org.computecontracts.network.host.NetworkHostStore;
import org.computecontracts.network.ingest.NetworkRepoStore;
import org.computecontracts.network.listen.Crawls;
import org.jspecify.annotations.Nullable;

/** The network as we know it: reads only the database, asks nobody. */
@ApplicationScoped
public class Network {
    private static final int MOST = 500;

    @Inject
    NetworkRecordStore records;

    @Inject
    NetworkRepoStore repos;

    @Inject
    NetworkHostStore hosts;

    @Inject
    FollowedHosts followed;

    @Inject
    Crawls crawls;

    @Inject
    Clock clock;

    public Optional<SeenRecord> find(AtUri uri) {
        return records.find(uri);
    }

    /**
     * This very version, when it is what the record's own server has now: everything of the repository is known, and the
     * server's stream is being read. Else that server is to be asked.
     */
    public Optional<RepoRecord> current(StrongRef ref) {
        return records.current(ref).map(SeenRecord::record);
    }

    /** Newest record key first. */
    public RecordPage page(RecordFilter filter, @Nullable String cursor, int most) {
        return records.page(filter, cursor, Math.clamp(most, 1, MOST));
    }

    /** Records that changed after this place, in an order in which nothing is ever missed; deletions among them. */
    public List<RecordChange> changes(ChangePoint after, int most) {
        return records.changes(after, Math.clamp(most, 1, MOST));
    }

    /** Records that count and name this record anywhere in them. */
    public List<SeenRecord> backlinks(AtUri target, int most) {
        return records.backlinks(target, Math.clamp(most, 1, MOST));
    }

    /** Versions seen, newest first. */
    public List<RecordVersion> history(AtUri uri) {
        return records.history(uri);
    }

    public Optional<SeenRepo> repo(Did did) {
        return repos.find(did);
    }

    /** Repositories of which we may not have everything. */
    public List<SeenRepo> desynchronised(int most) {
        return repos.desynchronised(Math.clamp(most, 1, MOST));
    }

    public List<NetworkHost> hosts() {
        return hosts.all();
    }

    /** Listens to a PDS from now on; one that is followed already stays so. TOO_MANY_HOSTS, HOST_REFUSED. */
    public void follow(URI host, FollowReason reason, String because) {
        followed.follow(host, HostKind.PDS, reason, because);
    }

    /** Listens to a relay from now on. TOO_MANY_HOSTS, HOST_REFUSED. */
    public void followRelay(URI relay, String because) {
        followed.follow(relay, HostKind.RELAY, FollowReason.RELAY, because);
    }

    /** Listens to the PDS that the account's DID document names. */
    public void followHostOf(Did did, FollowReason reason) {
        followed.followHostOf(did, reason);
    }

    /** A host asks to be read: com.atproto.sync.requestCrawl. HOST_REFUSED, TOO_MANY_HOSTS. */
    public void requestCrawl(String hostname) {
        crawls.request(hostname);
    }

    /**
     * Reads the repository anew as soon as it can be. One's own alone: all tenants have one view, and until it is read nothing
     * counts as known of its account. REPO_NOT_OWN, REPO_UNKNOWN.
     */
    public void resync(Did caller, Did did) {
        if (!caller.equals(did)) {
            throw NetworkProblem.REPO_NOT_OWN.because(
                    "%s is not the account you act for: what is missed of it is read by itself", did);
        }
        if (!repos.desynchronise(did, "asked for", clock.instant())) {
            throw NetworkProblem.REPO_UNKNOWN.because("%s has not been seen", did);
        }
    }
}

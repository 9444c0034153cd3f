package org.computecontracts.network;

import static org.computecontracts.testing.Injection.configure;
import static org.computecontracts.testing.Injection.inject;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.atproto.xrpc.Xrpc;
import org.computecontracts.kernel.http.SafeHttp;
import org.computecontracts.kernel.limits.Buckets;
import org.computecontracts.kernel.work.ClaimTurn;
import org.computecontracts.network.host.FollowedHosts;
import org.computecontracts.network.host.NetworkFollowStore;
import org.computecontracts.network.host.NetworkHostStore;
import org.computecontracts.network.ingest.BoundedLookups;
import org.computecontracts.network.ingest.DueRepo;
import org.computecontracts.network.ingest.EventChecks;
import org.computecontracts.network.ingest.Ingest;
import org.computecontracts.network.ingest.Jetstream;
import org.computecontracts.network.ingest.KnownKeys;
import org.computecontracts.network.ingest.NetworkIngestStore;
import org.computecontracts.network.ingest.NetworkRepoStore;
import org.computecontracts.network.ingest.NetworkWriteStore;
import org.computecontracts.network.ingest.Prover;
import org.computecontracts.network.ingest.RemoteVerifier;
import org.computecontracts.network.ingest.RepoReader;
import org.computecontracts.network.ingest.Resync;
import org.computecontracts.network.ingest.Upstream;
import org.computecontracts.network.ingest.Workers;
import org.computecontracts.network.listen.Crawls;
import org.computecontracts.network.listen.HostReader;
import org.computecontracts.network.listen.Polls;
import org.computecontracts.network.view.Network;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.RecordedEvents;

/** The module without a container, on a real database. */
public final class NetworkUnderTest implements AutoCloseable {
    static final String PREFIX = "com.fedproxy.";

    public final NetworkSettings settings = new NetworkSettings() {
        @Override
        public URI ours() {
            return URI.create("https://ours.example");
        }
    };
    public final RecordedEvents<NetworkEvent> events = new RecordedEvents<>();
    public final NetworkHostStore hosts;
    final NetworkFollowStore follows;
    public final NetworkRepoStore repos;
    final NetworkRecordStore records;
    public final NetworkWriteStore written;
    public final NetworkIngestStore store;
    public final Ingest ingest = new Ingest();
    final BoundedLookups questions = new BoundedLookups();
    public final HostReader reader = new HostReader();
    public final Resync resync = new Resync();
    public final Polls polls = new Polls();
    public final Network network = new Network();
    final Jetstream jetstream = new Jetstream();
    public final FollowedHosts followed = new FollowedHosts();
    final Crawls crawls = new Crawls();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    public NetworkUnderTest(Database database, SafeHttp http, Identities identities, Clock clock) {
        hosts = database.store(NetworkHostStore.class);
        follows = database.store(NetworkFollowStore.class);
        repos = database.store(NetworkRepoStore.class);
        records = database.store(NetworkRecordStore.class);
        written = database.store(NetworkWriteStore.class);
        inject(written, settings);
        store = database.store(NetworkIngestStore.class);
        inject(store, written);
        settings.idleTimeout = Duration.ofSeconds(3);
        var workers = new Workers() {
            @Override
            public Executor executor() {
                return threads;
            }

            @Override
            public Executor patient() {
                return threads;
            }
        };
        var xrpc = Xrpc.with(http);
        var upstream = new Upstream();
        inject(upstream, http, xrpc, settings);
        var prover = new Prover();
        inject(prover, new KnownKeys(), settings, clock);
        var witness = new RemoteVerifier();
        inject(witness, prover, identities, xrpc);
        // Who answers does so in time, however busy the machine is
        configure(settings, "cc.network.lookup-silence", Duration.ofSeconds(5));
        inject(questions, workers, settings);
        var checks = new EventChecks();
        inject(checks, prover, witness, questions, workers, settings);
        inject(followed, follows, settings, identities, clock);
        inject(ingest, store, hosts, repos, checks, events, clock);
        inject(jetstream, store, upstream, identities, settings, workers, events, clock);
        inject(reader, http, ingest, jetstream, hosts, settings, clock);
        inject(resync, repos, store, written);
        var repoReader = new RepoReader();
        inject(repoReader, upstream, settings, clock);
        inject(resync, repoReader, identities, workers, followed, events, clock);
        inject(polls, upstream, store, repos, settings, events, clock);
        inject(crawls, followed, follows, upstream, Buckets.in(database, clock), clock);
        inject(network, crawls, records, repos, hosts, followed, clock);
    }

    /** Reads anew all that is due now, each once, on this thread. Of one host there are so many at a time. */
    public void resyncAll(Clock clock) {
        var now = clock.instant();
        var read = new HashSet<Did>();
        for (var isNew = true; isNew; ) {
            isNew = false;
            for (var due : claim(now)) {
                if (read.add(due.did())) {
                    isNew = true;
                    resync.read(due);
                } else {
                    repos.release(due, "", now);
                }
            }
        }
    }

    private List<DueRepo> claim(Instant now) {
        return repos.claim(ClaimTurn.of("node", now, now.plusSeconds(60), 1000));
    }

    @Override
    public void close() {
        reader.stop();
        threads.shutdownNow();
    }
}

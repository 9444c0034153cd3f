package org.computecontracts.network;

import java.net.URI;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.computecontracts.atproto.Identities;
import org.computecontracts.atproto.Xrpc;
import org.computecontracts.kernel.SafeHttp;
import org.computecontracts.kernel.limits.Buckets;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.RecordedEvents;

/** The module without a container, on a real database. */
final class NetworkUnderTest implements AutoCloseable {
    static final String PREFIX = "com.fedproxy.";

    final NetworkSettings settings = new NetworkSettings() {
        @Override
        URI ours() {
            return URI.create("https://ours.example");
        }
    };
    final RecordedEvents<NetworkEvent> events = new RecordedEvents<>();
    final NetworkHostStore hosts;
    final NetworkFollowStore follows;
    final NetworkRepoStore repos;
    final NetworkRecordStore records;
    final NetworkWriteStore written;
    final NetworkIngestStore store;
    final Ingest ingest = new Ingest();
    final Questions questions = new Questions();
    final HostReader reader = new HostReader();
    final Resync resync = new Resync();
    final Polls polls = new Polls();
    final Network network = new Network();
    final Jetstream jetstream = new Jetstream();
    final FollowedHosts followed = new FollowedHosts();
    final Crawls crawls = new Crawls();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    NetworkUnderTest(Database database, SafeHttp http, Identities identities, Clock clock) {
        hosts = database.store(NetworkHostStore.class);
        follows = database.store(NetworkFollowStore.class);
        repos = database.store(NetworkRepoStore.class);
        records = database.store(NetworkRecordStore.class);
        written = database.store(NetworkWriteStore.class);
        written.settings = settings;
        store = database.store(NetworkIngestStore.class);
        store.records = written;
        settings.idleTimeout = java.time.Duration.ofSeconds(3);
        var workers = new Workers() {
            @Override
            Executor executor() {
                return threads;
            }

            @Override
            Executor patient() {
                return threads;
            }
        };
        var xrpc = Xrpc.with(http);
        var upstream = new Upstream();
        upstream.http = http;
        upstream.xrpc = xrpc;
        upstream.settings = settings;
        var prover = new Prover();
        prover.keys = new KnownKeys();
        prover.settings = settings;
        prover.clock = clock;
        var witness = new Witness();
        witness.prover = prover;
        witness.identities = identities;
        witness.xrpc = xrpc;
        questions.silence = java.time.Duration.ofSeconds(5); // who answers does so in time, however busy the machine is
        questions.workers = workers;
        var checks = new EventChecks();
        checks.prover = prover;
        checks.witness = witness;
        checks.questions = questions;
        checks.workers = workers;
        checks.settings = settings;
        followed.hosts = follows;
        followed.settings = settings;
        followed.identities = identities;
        followed.clock = clock;
        ingest.store = store;
        ingest.hosts = hosts;
        ingest.repos = repos;
        ingest.checks = checks;
        ingest.events = events;
        ingest.clock = clock;
        jetstream.store = store;
        jetstream.upstream = upstream;
        jetstream.identities = identities;
        jetstream.settings = settings;
        jetstream.workers = workers;
        jetstream.events = events;
        jetstream.clock = clock;
        reader.http = http;
        reader.ingest = ingest;
        reader.jetstream = jetstream;
        reader.hosts = hosts;
        reader.settings = settings;
        reader.clock = clock;
        resync.repos = repos;
        resync.store = store;
        resync.records = written;
        var repoReader = new RepoReader();
        repoReader.upstream = upstream;
        repoReader.settings = settings;
        repoReader.clock = clock;
        resync.reader = repoReader;
        resync.identities = identities;
        resync.workers = workers;
        resync.followed = followed;
        resync.events = events;
        resync.clock = clock;
        polls.upstream = upstream;
        polls.store = store;
        polls.repos = repos;
        polls.settings = settings;
        polls.events = events;
        polls.clock = clock;
        crawls.followed = followed;
        crawls.hosts = follows;
        crawls.upstream = upstream;
        crawls.buckets = Buckets.in(database, clock);
        crawls.clock = clock;
        network.crawls = crawls;
        network.records = records;
        network.repos = repos;
        network.hosts = hosts;
        network.followed = followed;
        network.clock = clock;
    }

    /** Reads anew all that is due now, on this thread. */
    void resyncAll(Clock clock) {
        var now = clock.instant();
        repos.claim(now, now.plusSeconds(60), 1000).forEach(resync::read);
    }

    @Override
    public void close() {
        reader.stop();
        threads.shutdownNow();
    }
}

package org.computecontracts.network.listen;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.http.EventSocket;
import org.computecontracts.kernel.http.SafeHttp;
import org.computecontracts.kernel.work.Backoff;
import org.computecontracts.network.NetworkSettings;
import org.computecontracts.network.host.HostClaim;
import org.computecontracts.network.host.HostKind;
import org.computecontracts.network.host.NetworkHostStore;
import org.computecontracts.network.ingest.Ingest;
import org.computecontracts.network.ingest.Jetstream;

/** Reads the streams of hosts, each on a thread of its own for as long as it lasts. */
@ApplicationScoped
public class HostReader {
    private static final Logger LOG = Logger.getLogger(HostReader.class.getName());
    private static final int BATCH = 400;
    private static final int BATCH_BYTES = 8 << 20;
    private static final Backoff PAUSES = Backoff.forEver(Duration.ofSeconds(1), Duration.ofMinutes(1));

    @Inject
    SafeHttp http;

    @Inject
    Ingest ingest;

    @Inject
    Jetstream jetstream;

    @Inject
    NetworkHostStore hosts;

    @Inject
    NetworkSettings settings;

    @Inject
    Clock clock;

    private final Map<URI, EventSocket> open = new ConcurrentHashMap<>();
    private final Set<URI> reading = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    /** Returns when the stream has ended, for whatever reason, and says so. */
    public void read(HostClaim claim) {
        if (!reading.add(claim.url())) {
            goOn(claim);
            return;
        }
        try {
            readToEnd(claim);
        } finally {
            reading.remove(claim.url());
        }
    }

    /** Our own thread of before has not noticed that it had lost the host: its stream is that of the new claim. */
    private void goOn(HostClaim claim) {
        if (open.containsKey(claim.url())) {
            hosts.connected(claim, clock.instant());
        }
    }

    /** The hosts whose streams this node reads, or tries to. */
    public Set<URI> reading() {
        return Set.copyOf(reading);
    }

    /** Of the hosts read until now, those are not ours any more that are not held. */
    public void leaveAllBut(Set<URI> before, Set<URI> held) {
        before.stream()
                .filter(url -> !held.contains(url))
                .map(open::get)
                .filter(Objects::nonNull)
                .forEach(EventSocket::close);
    }

    private void readToEnd(HostClaim claim) {
        var problem = "";
        try (var socket = http.stream(address(claim), settings.idleTimeout(), settings.maxMessage())) {
            open.put(claim.url(), socket);
            problem = hosts.connected(claim, clock.instant())
                    ? drain(claim, socket)
                    : "It is listened to by another node, or by none any more";
        } catch (ProblemException e) {
            problem = e.detail();
        } catch (RuntimeException | StackOverflowError e) {
            LOG.log(Level.WARNING, "The stream of " + claim.url() + " cannot be taken in", e);
            problem = String.valueOf(e.getMessage());
        } finally {
            open.remove(claim.url());
        }
        end(claim, problem);
    }

    private void end(HostClaim claim, String problem) {
        if (stopped) {
            return; // the lease runs out by itself, and the database may be gone
        }
        var longest = PAUSES.pause(hosts.failures(claim) + 1).toMillis();
        var pause = Duration.ofMillis(longest - ThreadLocalRandom.current().nextLong(longest / 2));
        LOG.log(Level.INFO, "The stream of {0} has ended: {1}", new Object[] {claim.url(), problem});
        var now = clock.instant();
        hosts.ended(claim, problem, now, now.plus(pause));
    }

    /** A PDS from its beginning, as far as it keeps it; a relay is too big for that. */
    private URI address(HostClaim claim) {
        if (claim.kind() == HostKind.JETSTREAM) {
            return jetstream.address(claim);
        }
        var stream = claim.url() + "/xrpc/com.atproto.sync.subscribeRepos";
        if (claim.cursor() != null) {
            return URI.create(stream + "?cursor=" + claim.cursor());
        }
        return URI.create(claim.kind() == HostKind.PDS ? stream + "?cursor=0" : stream);
    }

    private String drain(HostClaim first, EventSocket socket) {
        var claim = first;
        while (true) {
            var message = socket.next();
            if (message.isEmpty()) {
                return "It closed the stream: " + socket.ending();
            }
            var batch = new ArrayList<>(List.of(message.get()));
            var ended = fill(batch, socket);
            claim = claim.kind() == HostKind.JETSTREAM ? jetstream.take(claim, batch) : ingest.take(claim, batch);
            if (ended) {
                return "It closed the stream: " + socket.ending();
            }
        }
    }

    /** With what is there already; whether the stream has ended meanwhile. */
    private static boolean fill(List<byte[]> batch, EventSocket socket) {
        var bytes = batch.getFirst().length;
        while (batch.size() < BATCH && bytes < BATCH_BYTES && socket.isReady()) {
            var more = socket.next();
            if (more.isEmpty()) {
                return true;
            }
            batch.add(more.get());
            bytes += more.get().length;
        }
        return false;
    }

    public void stop() {
        stopped = true;
        open.values().forEach(EventSocket::close);
    }
}

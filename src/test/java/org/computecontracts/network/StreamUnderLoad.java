package org.computecontracts.network;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.computecontracts.kernel.work.ClaimTurn;
import org.computecontracts.network.host.FollowReason;
import org.computecontracts.network.host.HostKind;
import org.computecontracts.network.host.NetworkHost;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.FakeHost;

/** One host's stream into one node, for measuring: from the socket to the committed rows. */
public final class StreamUnderLoad implements AutoCloseable {
    private final Database database = Database.fresh();
    private final FakeHost host;
    private final NetworkUnderTest portal;

    public StreamUnderLoad(FakeHost host) {
        this.host = host;
        var clock = Clock.systemUTC();
        portal = new NetworkUnderTest(database, host.http(), host.identities(clock), clock);
        portal.settings.idleTimeout = Duration.ofSeconds(60);
    }

    /** Begins with nothing known, and listens. */
    public Thread listen() {
        database.clear();
        portal.events.forget();
        portal.followed.follow(host.url(), HostKind.PDS, FollowReason.SETTING, "bench");
        var now = Clock.systemUTC().instant();
        var claim = portal.hosts
                .claim(ClaimTurn.of("bench", now, now.plusSeconds(3600), 1))
                .getFirst();
        return Thread.ofPlatform().start(() -> portal.reader.read(claim));
    }

    public long cursor() {
        var cursor = portal.network.hosts().getFirst().cursor();
        return cursor == null ? 0 : cursor;
    }

    /** Returns when all up to this number is stored. */
    public void await(long seq) {
        while (cursor() < seq) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    /** What must be nothing for the measure to be worth anything. */
    public long refused() {
        return portal.network.hosts().getFirst().refused()
                + portal.network.desynchronised(500).size();
    }

    public List<NetworkHost> hosts() {
        return portal.network.hosts();
    }

    public int records() {
        return portal.network.changes(ChangePoint.START, 500).size();
    }

    @Override
    public void close() {
        portal.close();
    }
}

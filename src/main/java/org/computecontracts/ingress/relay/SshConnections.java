package org.computecontracts.ingress.relay;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.computecontracts.ingress.IngressSettings;

/**
 * Every SSH connection to this node, and how many of them one address and all together may have. Each node counts its own: it is
 * its sockets and threads that they take.
 */
class SshConnections implements SessionListener {
    private final Set<SshConnection> visits = ConcurrentHashMap.newKeySet();
    private final IngressSettings settings;
    private final Clock clock;
    private final Consumer<SshConnection> farewell;

    /** @param farewell called once for each that has ended */
    SshConnections(IngressSettings settings, Clock clock, Consumer<SshConnection> farewell) {
        this.settings = settings;
        this.clock = clock;
        this.farewell = farewell;
    }

    static SshConnection of(Session session) {
        var visit = session.getAttribute(SshConnection.OF);
        if (visit == null) {
            throw new IllegalStateException("An SSH connection from before the relay's start: " + session);
        }
        return visit;
    }

    List<SshConnection> all() {
        return List.copyOf(visits);
    }

    @Override
    public void sessionCreated(Session session) {
        var visit = new SshConnection(session, address(session), clock.instant());
        session.setAttribute(SshConnection.OF, visit);
        visits.add(visit);
        var fromThere = visits.stream()
                .filter(other -> other.address().equals(visit.address()))
                .count();
        if (visits.size() > settings.connections() || fromThere > settings.connectionsPerAddress()) {
            visit.drop("too many connections");
        }
    }

    @Override
    public void sessionEvent(Session session, Event event) {
        if (event == Event.Authenticated) {
            of(session).authenticated(clock.instant());
        }
    }

    @Override
    public void sessionClosed(Session session) {
        var visit = of(session);
        if (visits.remove(visit)) {
            farewell.accept(visit);
        }
    }

    private static String address(Session session) {
        return session.getRemoteAddress() instanceof InetSocketAddress remote
                ? remote.getAddress().getHostAddress()
                : String.valueOf(session.getRemoteAddress());
    }
}

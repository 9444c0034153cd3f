package org.computecontracts.ingress.relay;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Queue;
import org.computecontracts.atproto.Did;
import org.computecontracts.ingress.Background;
import org.computecontracts.ingress.IngressEvent;
import org.computecontracts.ingress.IngressSettings;
import org.computecontracts.ingress.tls.Certificates;
import org.computecontracts.ingress.tunnel.Forward;
import org.computecontracts.ingress.tunnel.Routes;

/** Writes down and announces, in their order, the tunnels that open and close. */
@ApplicationScoped
public class TunnelJournal {
    @Inject
    TunnelStore store;

    @Inject
    Certificates certificates;

    @Inject
    Routes routes;

    @Inject
    IngressSettings settings;

    @Inject
    Background background;

    @Inject
    Event<IngressEvent> events;

    @Inject
    Clock clock;

    private final Queue<Runnable> entries = new ArrayDeque<>();
    private boolean writing;

    /** The certificate is made here too: before anybody is told the address, and off the front's own threads. */
    void opened(Forward forward) {
        var hostName = routes.hostName(forward.label());
        enter(() -> {
            certificates.leaf(hostName);
            store.opened(forward, hostName);
            events.fireAsync(new IngressEvent.TunnelOpened(did(forward), forward.service(), url(hostName)));
        });
    }

    /**
     * Also says so to others when it was the last connection behind its name.
     *
     * @param reason one sentence for people
     */
    void closed(Forward forward, String reason) {
        var hostName = routes.hostName(forward.label());
        var last = routes.label(forward.label()).isEmpty();
        var at = clock.instant();
        enter(() -> {
            store.closed(forward, hostName, at, reason);
            if (last) {
                events.fireAsync(new IngressEvent.TunnelClosed(did(forward), forward.service(), url(hostName)));
            }
        });
    }

    private Did did(Forward forward) {
        return forward.login().did();
    }

    private URI url(String hostName) {
        return settings.url(hostName);
    }

    private synchronized void enter(Runnable entry) {
        entries.add(entry);
        next();
    }

    private synchronized void next() {
        var entry = writing ? null : entries.poll();
        if (entry != null) {
            writing = true;
            background.run("a journal entry of a tunnel", () -> {
                try {
                    entry.run();
                } finally {
                    written();
                }
            });
        }
    }

    private synchronized void written() {
        writing = false;
        next();
    }
}

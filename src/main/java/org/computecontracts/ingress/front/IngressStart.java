package org.computecontracts.ingress.front;

import jakarta.annotation.PreDestroy;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.computecontracts.ingress.Background;
import org.computecontracts.ingress.Passing;
import org.computecontracts.ingress.relay.Relay;
import org.computecontracts.ingress.relay.SshKeys;
import org.computecontracts.ingress.relay.TunnelJournal;
import org.computecontracts.ingress.relay.TunnelStore;
import org.computecontracts.ingress.tls.Certificates;
import org.computecontracts.ingress.tunnel.Routes;
import org.computecontracts.kernel.Migrations;

/**
 * Starts and stops relay and front with the portal.
 *
 * <p>Both bring thread pools of their own, few threads for many connections that must never wait: what the server manages is
 * made for work that may. Work of that kind goes from them to the managed executor, by {@link Passing}.
 */
@ApplicationScoped
class IngressStart {
    private static final Logger LOG = Logger.getLogger(IngressStart.class.getName());

    @EJB
    Migrations migrations;

    @Inject
    Background background;

    @Inject
    Passing passing;

    @Inject
    TunnelStore store;

    @Inject
    SshKeys keys;

    @Inject
    Routes routes;

    @Inject
    TunnelJournal journal;

    @Inject
    Certificates certificates;

    @Inject
    Relay relay;

    @Inject
    Front front;

    @Inject
    Clock clock;

    void start(@Observes @Initialized(ApplicationScoped.class) ServletContext portal) {
        if (!migrations.applied()) {
            throw new IllegalStateException("The schema is not up to date");
        }
        passing.start();
        background.runOn(passing);
        makeBeans();
        store.closeLeftOpen(clock.instant());
        front.start();
        relay.start();
    }

    /** A bean is made at the first call of it: now, since on the threads of relay and front the container cannot make any. */
    private void makeBeans() {
        Stream.of(keys, routes, journal, certificates).map(Object::toString).forEach(LOG::fine);
    }

    /** The relay first: its connections end while the front still takes what they send last. */
    @PreDestroy
    void stop() {
        relay.stop();
        front.stop();
        passing.stop();
    }
}

package org.computecontracts.ingress;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Starts and stops relay and front with the portal.
 *
 * <p>Both bring thread pools of their own, few threads for many connections that must never wait: what the server manages is
 * made for work that may. Work of that kind goes from them to the managed executor, in this bean's context, which their own
 * threads do not have.
 */
@Singleton
@Startup
@DependsOn("Migrations")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class IngressStart {
    private static final Logger LOG = Logger.getLogger(IngressStart.class.getName());

    @Resource
    ManagedExecutorService executor;

    @Resource
    ContextService contexts;

    @Inject
    Background background;

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

    @PostConstruct
    void start() {
        var inContext = contexts.currentContextExecutor();
        background.runOn(work -> executor.execute(() -> inContext.execute(work)));
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
    }
}

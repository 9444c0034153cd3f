package org.computecontracts.pds.firehose;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.pds.PdsEvent;

/**
 * Wakes readers and relays when there is something new, on a thread of its own: writers do not wait for it, and do not pay for
 * a task each, which costs as much as a tenth of a write. News that comes faster than it is told is told once.
 */
@ApplicationScoped
class FirehoseNotifier {
    private static final Logger LOG = Logger.getLogger(FirehoseNotifier.class.getName());

    @Resource
    ManagedThreadFactory threads;

    @Inject
    Firehose firehose;

    @Inject
    Crawlers crawlers;

    private final Semaphore news = new Semaphore(0);
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean open = true;

    /** Only rings: what comes of it is no matter of whoever has written. */
    void on(@Observes PdsEvent.Sequenced sequenced) {
        if (started.compareAndSet(false, true)) {
            threads.newThread(this::tellAll).start();
        }
        news.release();
    }

    private void tellAll() {
        while (open) {
            try {
                news.acquire();
                news.drainPermits();
                tell();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "Readers were not woken: the timer will", e);
            }
        }
    }

    private void tell() {
        firehose.wakeAll();
        crawlers.tell();
    }

    @PreDestroy
    void stop() {
        open = false;
        news.release();
    }
}

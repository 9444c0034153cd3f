package org.computecontracts.pds.firehose;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.Settings;
import org.computecontracts.kernel.http.HttpRequest;
import org.computecontracts.kernel.http.SafeHttp;
import org.computecontracts.pds.PdsSettings;

/** Tells relays that there is something new here; seldom, since one that listens to our firehose knows anyway. */
@ApplicationScoped
public class Crawlers {
    private static final Logger LOG = Logger.getLogger(Crawlers.class.getName());
    private static final Duration PAUSE = Duration.ofMinutes(20);

    @Inject
    PdsSettings pds;

    @Inject
    Settings settings;

    @Inject
    SafeHttp http;

    @Inject
    Clock clock;

    @Resource
    ManagedExecutorService managedExecutor;

    private final AtomicReference<Instant> last = new AtomicReference<>(Instant.EPOCH);

    /** Returns at once. */
    void tell() {
        var now = clock.instant();
        var before = Objects.requireNonNull(last.get());
        if (!pds.crawlers().isEmpty() && before.plus(PAUSE).isBefore(now) && last.compareAndSet(before, now)) {
            executor().execute(() -> pds.crawlers().forEach(this::ask));
        }
    }

    public Executor executor() {
        return managedExecutor;
    }

    /** A relay that does not answer is asked again in a while; our own work does not depend on it. */
    private void ask(URI relay) {
        var request = HttpRequest.postJson(
                URI.create(relay + "/xrpc/com.atproto.sync.requestCrawl"),
                Json.object().put("hostname", settings.publicUrl().getRawAuthority()));
        try {
            http.send(request).orFail();
        } catch (ProblemException e) {
            LOG.log(Level.INFO, "{0} does not take notice of us: {1}", new Object[] {relay, e.detail()});
        }
    }
}

package org.computecontracts.kernel.http;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.Settings;
import org.jspecify.annotations.Nullable;

/**
 * The one outgoing HTTP client. Only https (plain http to loopback where that is allowed), only public addresses, no
 * redirects, a limit on time and size for every exchange; a request that never reached the other side is tried once more.
 */
@ApplicationScoped
public class SafeHttp {
    private static final int OPENING_SECONDS = 10;

    @Inject
    Settings settings;

    private final ScheduledExecutorService watchdog = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("http-watchdog").factory());
    private @Nullable HttpConnections connections;

    /** A client outside the container. */
    public static SafeHttp with(boolean allowLoopback, Path dataDir) {
        var http = new SafeHttp();
        http.settings = Settings.of(dataDir, allowLoopback);
        return http;
    }

    @PostConstruct
    void start() {
        client();
    }

    @PreDestroy
    void stop() {
        watchdog.shutdownNow();
        if (connections != null) {
            connections.close();
        }
    }

    /** Sends it and reads the whole answer. ADDRESS_REFUSED, OUTSIDE_UNREACHABLE or TOO_LARGE; any status is an answer. */
    public HttpAnswer send(HttpRequest request) {
        checkScheme(request.uri());
        var message = new HttpUriRequestBase(request.method(), request.uri());
        request.headers().forEach(message::setHeader);
        if (request.body() != null) {
            message.setEntity(new ByteArrayEntity(request.body(), null));
        }
        var cut = watchdog.schedule(message::abort, request.timeout().toMillis(), TimeUnit.MILLISECONDS);
        try {
            return client().execute(message, answer -> HttpAnswer.read(request, answer));
        } catch (IOException e) {
            throw KernelProblem.OUTSIDE_UNREACHABLE
                    .because(
                            "%s %s: %s",
                            request.method(),
                            request.uri(),
                            message.isAborted()
                                    ? "no whole answer within "
                                            + request.timeout().toSeconds() + " s"
                                    : String.valueOf(e.getMessage()))
                    .causedBy(e);
        } finally {
            cut.cancel(false);
        }
    }

    /**
     * Opens a WebSocket; the address is written with https (or http), as for everything else.
     *
     * @param idle the longest silence, the answer to our pings included, before it is given up
     * @param maxBytes the largest message accepted
     */
    public EventSocket stream(URI uri, Duration idle, int maxBytes) {
        checkScheme(uri);
        var opener = new SocketOpener(new AddressGuard(settings.allowLoopback()), trust().context());
        try {
            var socket = opener.connect(uri);
            var cut = watchdog.schedule(() -> closed(socket), OPENING_SECONDS, TimeUnit.SECONDS);
            try {
                return opener.upgrade(uri, socket, idle, maxBytes);
            } catch (IOException | RuntimeException e) {
                socket.close();
                throw e;
            } finally {
                cut.cancel(false);
            }
        } catch (IOException e) {
            throw KernelProblem.OUTSIDE_UNREACHABLE
                    .because("%s: %s", uri, String.valueOf(e.getMessage()))
                    .causedBy(e);
        }
    }

    private static @Nullable Void closed(Socket socket) throws IOException {
        socket.close();
        return null;
    }

    private synchronized CloseableHttpClient client() {
        if (connections == null) {
            connections = new HttpConnections(new AddressGuard(settings.allowLoopback()));
        }
        return connections.trusting(trust());
    }

    private TrustedCertificates trust() {
        var ca = settings.localCa();
        return new TrustedCertificates(settings.allowLoopback() && Files.exists(ca) ? ca : null);
    }

    private void checkScheme(URI uri) {
        var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        var host = uri.getHost();
        if (host == null || uri.getUserInfo() != null) {
            throw KernelProblem.ADDRESS_REFUSED.because("%s names no host, or a user", uri);
        }
        var plainToOurselves = scheme.equals("http")
                && settings.allowLoopback()
                && (AddressGuard.isLocalName(host) || host.equals("127.0.0.1") || host.equals("[::1]"));
        if (!scheme.equals("https") && !plainToOurselves) {
            throw KernelProblem.ADDRESS_REFUSED.because("%s is not https", uri);
        }
    }
}

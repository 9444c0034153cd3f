package org.computecontracts.kernel;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.DefaultHttpRequestRetryStrategy;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
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
    private @Nullable CloseableHttpClient client;
    private boolean trustsLocalCa;

    /** A client outside the container. */
    public static SafeHttp with(boolean allowLoopback, Path dataDir) {
        var settings = new Settings();
        settings.allowLoopback = allowLoopback;
        settings.dataDir = dataDir;
        var http = new SafeHttp();
        http.settings = settings;
        return http;
    }

    @PostConstruct
    void start() {
        client();
    }

    @PreDestroy
    void stop() {
        watchdog.shutdownNow();
        if (client != null) {
            client.close(CloseMode.GRACEFUL);
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
            return client().execute(message, answer -> read(request, answer));
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
        var opener = new SocketOpener(new AddressGuard(settings.allowLoopback()), trust(presentCa()));
        try {
            var line = opener.connect(uri);
            var socket = line.socket();
            var cut = watchdog.schedule(() -> closed(socket), OPENING_SECONDS, TimeUnit.SECONDS);
            try {
                return opener.upgrade(uri, line, idle, maxBytes);
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

    private @Nullable Path presentCa() {
        var ca = settings.localCa();
        return settings.allowLoopback() && Files.exists(ca) ? ca : null;
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

    private static HttpAnswer read(HttpRequest request, ClassicHttpResponse answer) throws IOException {
        var headers = new TreeMap<String, List<String>>();
        for (var header : answer.getHeaders()) {
            headers.computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header.getValue());
        }
        var entity = answer.getEntity();
        var body = entity == null ? new byte[0] : bounded(request, entity.getContent());
        return new HttpAnswer(request.uri(), answer.getCode(), Map.copyOf(headers), body);
    }

    private static byte[] bounded(HttpRequest request, InputStream in) throws IOException {
        var out = new ByteArrayOutputStream();
        var buffer = new byte[8192];
        for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            out.write(buffer, 0, n);
            if (out.size() > request.maxBytes()) {
                throw KernelProblem.TOO_LARGE.because(
                        "%s answers more than %d bytes", request.uri(), request.maxBytes());
            }
        }
        return out.toByteArray();
    }

    /** Made again once the local CA appears: the front writes it at the very first start. */
    private synchronized CloseableHttpClient client() {
        var ca = presentCa();
        if (client == null || (ca != null) != trustsLocalCa) {
            client = build(ca);
            trustsLocalCa = ca != null;
        }
        return client;
    }

    private CloseableHttpClient build(@Nullable Path ca) {
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new AddressGuard(settings.allowLoopback()))
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(trust(ca)))
                .setMaxConnTotal(200)
                .setMaxConnPerRoute(50)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.ofSeconds(5))
                        .setSocketTimeout(Timeout.ofSeconds(60))
                        .setValidateAfterInactivity(Timeout.ofSeconds(2))
                        .build())
                .build();
        return HttpClients.custom()
                .setConnectionManager(connections)
                .disableRedirectHandling()
                .setRetryStrategy(new OnlyWhatGotNoAnswer())
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("compute-contracts")
                .build();
    }

    private static SSLContext trust(@Nullable Path ca) {
        try {
            var context = SSLContext.getInstance("TLS");
            if (ca == null) {
                context.init(null, null, null);
                return context;
            }
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null);
            try (var pem = Files.newInputStream(ca)) {
                store.setCertificateEntry(
                        "local-ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            }
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The local CA cannot be used: " + ca, e);
        }
    }

    /** Left to itself the client sends a request again, also a POST, that was answered with 429 or 503. */
    private static final class OnlyWhatGotNoAnswer extends DefaultHttpRequestRetryStrategy {
        OnlyWhatGotNoAnswer() {
            super(1, TimeValue.ZERO_MILLISECONDS);
        }

        @Override
        public boolean retryRequest(HttpResponse answer, int times, HttpContext context) {
            return false;
        }
    }
}

package org.computecontracts.kernel.http;

import java.io.IOException;
import java.net.SocketException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.DefaultHttpRequestRetryStrategy;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.ConnPoolControl;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** The pooled connections of the outgoing client: to checked addresses only, no redirects, no cookies, no caches. */
class HttpConnections implements AutoCloseable {
    /** Left to itself the client reads headers without end. */
    private static final Http1Config BOUNDED = Http1Config.custom()
            .setMaxLineLength(16 << 10)
            .setMaxHeaderCount(200)
            .setMaxEmptyLineCount(10)
            .build();

    private final AddressGuard guard;
    private @Nullable CloseableHttpClient client;
    private @Nullable TrustedCertificates trusted;

    HttpConnections(AddressGuard guard) {
        this.guard = guard;
    }

    /**
     * Made again once somebody else is trusted: the front writes the local CA at the very first start. Exchanges under way
     * end on the old one.
     */
    synchronized CloseableHttpClient trusting(TrustedCertificates trust) {
        if (client == null || !trust.equals(trusted)) {
            client = build(trust);
            trusted = trust;
        }
        return client;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close(CloseMode.GRACEFUL);
            client = null;
        }
    }

    private CloseableHttpClient build(TrustedCertificates trust) {
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(BOUNDED)
                        .build())
                .setDnsResolver(guard)
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(trust.context()))
                .setMaxConnTotal(200)
                .setMaxConnPerRoute(50)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.ofSeconds(5))
                        .setSocketTimeout(Timeout.ofSeconds(60))
                        .setValidateAfterInactivity(Timeout.ofMilliseconds(100))
                        .build())
                .build();
        return HttpClients.custom()
                .setConnectionManager(connections)
                .disableRedirectHandling()
                .setRetryStrategy(new OnlyWhatGotNoAnswer(connections))
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("compute-contracts")
                .build();
    }

    /** Left to itself the client sends a request again, also a POST, that was answered with 429 or 503. */
    private static final class OnlyWhatGotNoAnswer extends DefaultHttpRequestRetryStrategy {
        private final ConnPoolControl<HttpRoute> kept;

        OnlyWhatGotNoAnswer(ConnPoolControl<HttpRoute> kept) {
            super(1, TimeValue.ZERO_MILLISECONDS);
            this.kept = kept;
        }

        /**
         * A connection kept from before may be gone by now; whatever else is wrong will be so again. Where one is gone the
         * others mostly are, the server having been started again: the second time goes by a new one.
         */
        @Override
        public boolean retryRequest(
                org.apache.hc.core5.http.HttpRequest request, IOException problem, int times, HttpContext context) {
            var again = (problem instanceof NoHttpResponseException || problem instanceof SocketException)
                    && super.retryRequest(request, problem, times, context);
            if (again) {
                kept.closeIdle(TimeValue.ZERO_MILLISECONDS);
            }
            return again;
        }

        @Override
        public boolean retryRequest(HttpResponse answer, int times, HttpContext context) {
            return false;
        }
    }
}

package org.computecontracts.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.computecontracts.ingress.tls.Pem;

/** The front with a workload at the end of alice's tunnel and a server in the portal's place, both of which we are. */
class FrontUnderTest implements AutoCloseable {
    static final String WEB = "web--alice-test.localhost";
    static final String PORTAL = "localhost";
    private static final Duration SOON = Duration.ofSeconds(10);

    final TestIngress ingress;
    final RawOrigin workload = new RawOrigin();
    final RawOrigin portal = new RawOrigin();
    final Path key;
    private final Ssh ssh;
    private final SSLContext trust;
    private final AtomicInteger tokens = new AtomicInteger();

    FrontUnderTest(Path folder) {
        ingress = new TestIngress(folder);
        ingress.settings.portalOrigin = URI.create("http://127.0.0.1:" + portal.port());
        var alice = ingress.records.account("alice.test");
        key = Ssh.key(folder, "ed25519", "id_ed25519");
        ingress.records.publish(alice, Ssh.publicKey(key), "*");
        ingress.start();
        trust = trusting(ingress.caFile());
        ssh = Ssh.forward(ingress, key, "alice.test", "web:80:127.0.0.1:" + workload.port());
        Ssh.await("the tunnel", () -> {
            assertThat(ssh.isAlive()).as(ssh.output()).isTrue();
            return ingress.tunnels.of(alice).size() == 1;
        });
    }

    /** As a visitor writes it. */
    String authority(String host) {
        return host + ":" + ingress.frontPort();
    }

    RawOrigin behind(String host) {
        return host.equals(PORTAL) ? portal : workload;
    }

    RawVisitor visitor(String host) {
        return RawVisitor.at(ingress.frontPort(), host, trust);
    }

    /** Somebody else: other limits for one visitor do not count for this one. */
    RawVisitor stranger(String host) {
        return RawVisitor.from("127.0.0.2", ingress.frontPort(), host, trust, "http/1.1");
    }

    Http2Visitor http2(String host) {
        return new Http2Visitor(RawVisitor.from("127.0.0.1", ingress.frontPort(), host, trust, "h2"), authority(host));
    }

    /** A path nobody else has, so that who gets it back is who sent it. */
    String token(String name) {
        return "/" + name + "/" + tokens.incrementAndGet();
    }

    String get(String host, String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: " + authority(host) + "\r\n\r\n";
    }

    String head(String host, String methodAndPath, String... fields) {
        var head = new StringBuilder(methodAndPath + " HTTP/1.1\r\nHost: " + authority(host) + "\r\n");
        for (var field : fields) {
            head.append(field).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    /** Visitors who have nothing to do with what went before are served soon, and get their own. */
    void nextVisitorsAreServed(String host) {
        nextVisitorIsServed(host);
        var path = token("next");
        isServed(host, path, head(host, "POST " + path, "Content-Length: 5") + "hello");
        nextVisitorIsServed(host);
    }

    void nextVisitorIsServed(String host) {
        var path = token("next");
        isServed(host, path, get(host, path));
    }

    private void isServed(String host, String path, String request) {
        try (var next = stranger(host)) {
            var answer = next.send(request).answer(SOON);

            assertThat(answer.status()).as("the next visitor: %s", answer).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(path);
            assertThat(answer.interims()).isEmpty();
        }
    }

    static SSLContext trusting(Path ca) {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null);
            store.setCertificateEntry("ca", Pem.certificate(Files.readAllBytes(ca)));
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        ssh.close();
        workload.close();
        portal.close();
        ingress.close();
    }
}

package org.computecontracts.ingress;

import static org.computecontracts.testing.Injection.configure;
import static org.computecontracts.testing.Injection.inject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.computecontracts.ingress.front.Front;
import org.computecontracts.ingress.relay.Relay;
import org.computecontracts.ingress.relay.TunnelJournal;
import org.computecontracts.ingress.relay.Tunnels;
import org.computecontracts.ingress.tls.Certificates;
import org.computecontracts.ingress.tunnel.Routes;
import org.computecontracts.kernel.Settings;
import org.computecontracts.launcher.Ports;
import org.computecontracts.testing.RecordedEvents;

/** Relay and front as they run in the portal, on free ports, with accounts in memory. */
public class TestIngress implements AutoCloseable {
    public final Records records = new Records();
    public final RecordedEvents<IngressEvent> events = new RecordedEvents<>();
    public final TunnelsInMemory audit = new TunnelsInMemory();
    public final IngressSettings settings = new IngressSettings();
    public final Routes routes = new Routes();
    public final Certificates certificates = new Certificates();
    public final Relay relay = new Relay();
    public final Front front = new Front();
    public final Tunnels tunnels = new Tunnels();
    final Background background = new Background();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Clock clock = Clock.systemUTC();
    private final Path dataDir;

    public TestIngress(Path dataDir) {
        this.dataDir = dataDir;
        configure(settings, "cc.ingress.relay-host", "127.0.0.1");
        configure(settings, "cc.ingress.relay-port", Ports.free());
        settings.frontHost = "127.0.0.1";
        settings.frontPort = Ports.free();
        configure(settings, "cc.ingress.portal-origin", URI.create("http://127.0.0.1:" + Ports.free()));
        settings.portalHosts = Optional.of("localhost,rp.localhost");
        settings.tunnelDomain = Optional.of("localhost");
        configure(settings, "cc.ingress.keepalive", Duration.ofSeconds(10));
        configure(settings, "cc.ingress.patience", Duration.ofSeconds(30));
        configure(settings, "cc.ingress.key-check", Duration.ofSeconds(30));
        configure(settings, "cc.ingress.key-grace", Duration.ofMinutes(15));
        configure(settings, "cc.ingress.name-hold", Duration.ofMinutes(10));
        configure(settings, "cc.ingress.connections-per-address", 100);
        configure(settings, "cc.ingress.connections", 1000);
        configure(settings, "cc.ingress.tunnels-per-account", 10);
        settings.idle = Duration.ofSeconds(75);
        settings.headTime = Duration.ofSeconds(6);
        settings.answerTime = Duration.ofMinutes(5);
        settings.bodyGrace = Duration.ofSeconds(8);
        settings.bodyRate = 500;
        settings.visitors = 10_000;
        settings.connectionsPerVisitor = 1000;
        settings.requests = 2048;
        settings.requestsPerVisitor = 512;
        settings.streams = 2048;
        settings.streamsPerVisitor = 256;
        settings.kernel = new LocalSettings(dataDir, settings.frontPort);
        wire();
    }

    private void wire() {
        background.runOn(threads);
        inject(records, clock);
        inject(routes, settings, clock);
        inject(certificates, settings.kernel, settings, routes, clock);
        var journal = new TunnelJournal();
        inject(journal, audit, certificates, routes, settings, background, events, clock);
        inject(relay, settings.kernel, settings, records, routes, journal, background, clock);
        inject(front, settings, routes, certificates, clock);
        inject(tunnels, routes, settings, relay);
    }

    /** The portal counts as there. */
    public TestIngress start() {
        front.open();
        return starting();
    }

    public TestIngress starting() {
        front.start();
        relay.start();
        return this;
    }

    @Override
    public void close() {
        relay.stop();
        front.stop();
        threads.shutdownNow();
    }

    public int frontPort() {
        return settings.frontPort;
    }

    /** Where the certificate of the front's own authority lies. */
    public Path localCa() {
        return settings.kernel.localCa();
    }

    public Path caFile() {
        try {
            return Files.writeString(dataDir.resolve("trusted.pem"), certificates.localCaPem());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url(String host, String path) {
        return "https://" + host + ":" + settings.frontPort + path;
    }

    private static class LocalSettings extends Settings {
        private final Path dataDir;
        private final int port;

        LocalSettings(Path dataDir, int port) {
            this.dataDir = dataDir;
            this.port = port;
        }

        @Override
        public URI publicUrl() {
            return URI.create("https://localhost:" + port);
        }

        @Override
        public Path dataDir() {
            return dataDir;
        }

        @Override
        public Path localCa() {
            return dataDir.resolve("ca").resolve("ca.pem");
        }
    }
}

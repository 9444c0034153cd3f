package org.computecontracts.testing;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.computecontracts.launcher.Folders;
import org.computecontracts.launcher.Listeners;
import org.computecontracts.launcher.LocalTrust;
import org.computecontracts.launcher.Plan;
import org.computecontracts.launcher.Ports;
import org.computecontracts.launcher.Site;
import org.computecontracts.launcher.Terminal;
import org.jspecify.annotations.Nullable;

/**
 * The portal as people get it: the WAR on Payara Micro with its own PostgreSQL and, where npm was there, a chain. Started
 * once a JVM on free ports, with nothing in its data folder, and ended with the JVM.
 */
public final class PortalUnderTest {
    private static @Nullable PortalUnderTest running;

    private final Site site;
    private final int foreignPds;
    private final URI url;
    private Thread training = new Thread();

    private PortalUnderTest(Site site, int foreignPds, URI url) {
        this.site = site;
        this.foreignPds = foreignPds;
        this.url = url;
    }

    /** One that somebody started for himself. */
    public static PortalUnderTest of(Site site) {
        return behind(site.url(), site);
    }

    /** One that is known under another address than its own. */
    static PortalUnderTest behind(URI url, Site site) {
        return new PortalUnderTest(site, Ports.free(), url);
    }

    /** The one portal of this JVM, started when asked for first. */
    public static synchronized PortalUnderTest running() {
        if (running == null) {
            running = started("portal-under-test", listeners -> Map.of());
        }
        return running;
    }

    /**
     * One of its own, which believes to live at a public name: that leads to this machine for it alone, and for those whom a test
     * tells so.
     */
    public static PortalUnderTest at(String host) {
        return started(
                "portal-at-" + host,
                listeners -> Map.of(
                        "CC_KERNEL_PUBLIC_URL", "https://" + host + ":" + listeners.front(),
                        "CC_INGRESS_PORTAL_HOSTS", host,
                        "JDK_JAVA_OPTIONS", "-Djdk.net.hosts.file=" + hosts(host),
                        "CC_ATPROTO_KNOWN_PDS", "https://" + host + ":" + listeners.front()));
    }

    /**
     * Somebody else's portal, with a database, accounts, an issuer and machines of its own. In common they have what everybody
     * has: the directory of DIDs, the chain and, instead of a public one, the certificate authority. Its guests reach both.
     */
    public static PortalUnderTest beside(PortalUnderTest first) {
        var folder = Path.of("target", "portal-beside").toAbsolutePath();
        Folders.delete(folder);
        copy(first.localCa().getParent(), folder.resolve("ca"));
        return startedIn(folder, own -> {
            var there = first.site.plan().listeners();
            var settings = new HashMap<>(Map.of(
                    "CC_PDS_PLC_URL", first.url + "/plc",
                    "CC_ATPROTO_PLC_URL", first.url + "/plc",
                    "CC_ATPROTO_KNOWN_PDS", "https://localhost:" + own.front() + "," + first.url,
                    "CC_COMPUTE_FORWARD",
                            forward(Map.of(
                                    443,
                                    there.front(),
                                    8443,
                                    there.front(),
                                    there.front(),
                                    there.front(),
                                    own.front(),
                                    own.front(),
                                    2222,
                                    there.relay())),
                    "CC_PAYMENT_RPC_URL", first.chain().map(URI::toString).orElse("")));
            first.chain()
                    .ifPresent(chain -> settings.put(
                            "CC_PAYMENT_GAS_KEY_FILE",
                            first.dataFolder().resolve("chain-gas.key").toString()));
            return settings;
        });
    }

    private static String forward(Map<Integer, Integer> ports) {
        return ports.entrySet().stream()
                .map(port -> port.getKey() + "=127.0.0.1:" + port.getValue())
                .collect(joining(","));
    }

    private static void copy(Path from, Path to) {
        try (var files = Files.list(from)) {
            Files.createDirectories(to);
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path hosts(String host) {
        try {
            var file = Path.of("target", "hosts-" + host).toAbsolutePath();
            var machine = InetAddress.getLocalHost().getHostName();
            return Files.writeString(file, "127.0.0.1 localhost " + host + " " + machine + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PortalUnderTest started(String name, Function<Listeners, Map<String, String>> special) {
        var data = Path.of("target", name + "-" + System.getProperty("fork", "alone"))
                .toAbsolutePath();
        Folders.delete(data);
        return startedIn(data, special);
    }

    private static PortalUnderTest startedIn(Path data, Function<Listeners, Map<String, String>> special) {
        var foreignPds = Ports.free();
        var folders = new Folders(Folders.ofUser().home(), data);
        var listeners = Listeners.free();
        // Sockets and mounts of its guests: a short path, and not that of a portal the person runs
        var runFolder = "/run/compute-contracts-" + listeners.front();
        // The names that the published user_data knows lead to us too
        var settings = new HashMap<>(Map.of(
                "CC_WIF_PROXY_HOSTS", "rp.localhost,rp.fedproxy.com",
                "CC_INGRESS_PORTAL_HOSTS", "localhost,rp.localhost,rp.fedproxy.com",
                "CC_COMPUTE_GUEST_NAMES", "rp.localhost,rp.fedproxy.com,fedproxy.com",
                "CC_COMPUTE_RUN_DIR", runFolder,
                // As few as nobody should take: servers that live for a minute spend it on nothing else
                "CC_PDS_PASSWORD_ROUNDS", "1000",
                // Handles under .test are known to a PDS alone: ours, and that of others where a test starts one
                "CC_ATPROTO_KNOWN_PDS", "https://localhost:" + listeners.front()));
        settings.putAll(special.apply(listeners));
        settings.merge("CC_ATPROTO_KNOWN_PDS", "http://localhost:" + foreignPds, (ours, theirs) -> ours + "," + theirs);
        var plan = new Plan(folders, Path.of("").toAbsolutePath(), listeners, settings, false);
        var site = Site.on(plan, new Terminal(System.out, false));
        Runtime.getRuntime().addShutdownHook(new Thread(site::close));
        site.start();
        var started = new PortalUnderTest(site, foreignPds, site.url());
        started.training = site.quickenNextStart();
        return started;
    }

    /** For one of its own; the shared one ends with the JVM. */
    public void close() {
        site.close();
    }

    /** {@code https://localhost:PORT}, through the front. */
    public URI url() {
        return url;
    }

    /** {@code http://127.0.0.1:PORT}, past the front. */
    public URI http() {
        return URI.create("http://127.0.0.1:" + site.plan().listeners().http());
    }

    /** Where somebody else's PDS is, if a test starts one. */
    public URI foreignPds() {
        return URI.create("http://localhost:" + foreignPds);
    }

    public int relayPort() {
        return site.plan().listeners().relay();
    }

    public Path dataFolder() {
        return site.plan().folders().data();
    }

    Path localCa() {
        return dataFolder().resolve("ca").resolve("ca.pem");
    }

    public Site site() {
        return site;
    }

    /** JSON-RPC endpoint of the chain it settles on. */
    public Optional<URI> chain() {
        return Optional.ofNullable(site.plan().settings().get("CC_PAYMENT_RPC_URL"))
                .filter(given -> !given.isEmpty())
                .map(URI::create)
                .or(site::chain);
    }

    /** A client that believes in the local CA and knows names under .localhost. */
    public HttpClient client() {
        return HttpClient.newBuilder()
                .sslContext(new LocalTrust(localCa()).context())
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** What makes later starts of this build quicker. */
    public Thread training() {
        return training;
    }

    /** What it is at, for when it does not answer. */
    public String busyWith() {
        return new Busy(site).look();
    }

    /** Ends the portal's process as {@code kill -9} does; database and chain go on. */
    public void kill() {
        site.killPortal();
    }

    /** Starts it again on the same data and ports; returns when it is ready. The calling thread must stay: with it a child ends. */
    public void restart() {
        site.startPortal();
    }
}

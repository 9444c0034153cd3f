package org.computecontracts.testing;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.computecontracts.launcher.Folders;
import org.computecontracts.launcher.Listeners;
import org.computecontracts.launcher.Plan;
import org.computecontracts.launcher.Ports;
import org.computecontracts.launcher.Postgres;
import org.computecontracts.launcher.Site;
import org.computecontracts.launcher.Terminal;

/** One portal of two nodes on one database behind a balancer, set up as the README says. Payments are left out. */
public final class TwoNodes implements AutoCloseable {
    private static final Path FOLDER = Path.of("target", "two-nodes").toAbsolutePath();

    private final Postgres postgres;
    private final Balancer balancer;
    private final URI url;
    private final Site one;
    private final Site two;

    private TwoNodes() {
        Folders.delete(FOLDER);
        postgres = Postgres.forgetful(folders("database"));
        var port = Ports.free();
        url = URI.create("https://localhost:" + port);
        var fronts = List.of(Listeners.free(), Listeners.free());
        balancer = Balancer.on(port, fronts.stream().map(Listeners::front).toList());
        one = node("one", fronts.getFirst());
        two = node("two", fronts.getLast());
    }

    public static TwoNodes start() {
        var nodes = new TwoNodes();
        Runtime.getRuntime().addShutdownHook(new Thread(nodes::close));
        nodes.one.start();
        nodes.two.start();
        return nodes;
    }

    private static Folders folders(String name) {
        return new Folders(Folders.ofUser().home(), FOLDER.resolve(name));
    }

    private Site node(String name, Listeners listeners) {
        var first = folders("one").data();
        var settings = new LinkedHashMap<String, String>();
        settings.put("CC_KERNEL_NODE", name);
        settings.put("CC_KERNEL_DB_URL", postgres.url("portal"));
        settings.put("CC_KERNEL_DB_USER", postgres.user());
        settings.put("CC_KERNEL_DB_PASSWORD", postgres.password());
        settings.put("CC_KERNEL_PUBLIC_URL", url.toString());
        settings.put("CC_KERNEL_DATA_DIR", first.toString());
        settings.put("CC_KERNEL_MASTER_KEY_FILE", first.resolve("master.key").toString());
        settings.put("CC_PAYMENT_RPC_URL", "");
        settings.put("CC_WIF_PROXY_HOSTS", "rp.localhost,rp.fedproxy.com");
        settings.put("CC_INGRESS_PORTAL_HOSTS", "localhost,rp.localhost,rp.fedproxy.com");
        settings.put("CC_COMPUTE_GUEST_NAMES", "rp.localhost,rp.fedproxy.com,fedproxy.com");
        settings.put("CC_COMPUTE_RUN_DIR", "/run/compute-contracts-" + listeners.front());
        settings.put("CC_ATPROTO_KNOWN_PDS", url.toString());
        var plan = new Plan(folders(name), Path.of("").toAbsolutePath(), listeners, Map.copyOf(settings), false);
        return Site.on(plan, new Terminal(System.out, false));
    }

    /** As people see it: both, or whichever is there. */
    public PortalUnderTest portal() {
        return PortalUnderTest.behind(url, one);
    }

    /** This node alone, past balancer and front. */
    public URI http(String name) {
        return URI.create("http://127.0.0.1:" + of(name).plan().listeners().http());
    }

    public Postgres postgres() {
        return postgres;
    }

    /** Ends a node's process as {@code kill -9} does. */
    public void kill(String name) {
        of(name).killPortal();
    }

    public void restart(String name) {
        of(name).startPortal();
    }

    private Site of(String name) {
        return name.equals("one") ? one : two;
    }

    @Override
    public void close() {
        two.close();
        one.close();
        balancer.close();
        postgres.close();
    }
}

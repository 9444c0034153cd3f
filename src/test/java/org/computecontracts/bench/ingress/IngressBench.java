package org.computecontracts.bench.ingress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.computecontracts.bench.Figure;
import org.computecontracts.ingress.IngressOnLoopback;

/**
 * Our front and relay with a real {@code ssh -R}, and Caddy with OpenSSH's {@code -R} in their place: the same origin behind
 * both, the same load makers before both, by turns. Ours runs in a process of its own with the options of a server's JVM, and
 * once more as the launcher starts it.
 */
final class IngressBench {
    private static final List<String> SERVER = List.of("-Xmx1g", "-XX:+UseSerialGC");
    private static final List<String> LAUNCHER = List.of("-Xmx1g", "-XX:+UseSerialGC");
    /** Of the peer's: every byte goes through one JVM in place of two programs of C and one of Go. */
    private static final double BULK_SHARE = 0.75;

    private static final int NEW_AT_ONCE = 32;
    private static final int ROUNDS = 2;

    private final SmallOrigin origin = new SmallOrigin();
    private final Path upload = Files.createTempFile("upload", ".bin");
    private final Optional<Peer> peer = Peer.before(origin.port());
    private final Map<String, Load.Rate> peers = new HashMap<>();

    private IngressBench() throws IOException {
        Files.write(upload, new byte[(int) SmallOrigin.BULK]);
    }

    public static void main(String[] arguments) throws IOException {
        var bench = new IngressBench();
        bench.measure("ingress", SERVER);
        bench.measure("ingress-as-launched", LAUNCHER);
        Files.delete(bench.upload);
        System.exit(0);
    }

    private interface Measure {
        Load.Rate of(Load load) throws IOException;
    }

    private void measure(String name, List<String> options) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), IngressOnLoopback.class.getName()));
        command.add("" + origin.port());
        var ready = Started.untilReady(command);
        try (var ours = ready.started()) {
            System.out.println(name + ": process " + ours.process().pid() + " with " + options);
            var load = new Load(ready.port());
            load.teach();
            measure(name, load);
        }
    }

    private void measure(String name, Load ours) throws IOException {
        rate(name, "keep-alive-32", ours, to -> to.keepAlive(32));
        rate(name, "keep-alive-256", ours, to -> to.keepAlive(256));
        rate(name, "http2-1x100", ours, to -> to.multiplexed(1, 100));
        rate(name, "http2-32x10", ours, to -> to.multiplexed(32, 10));
        rate(name, "new-tls", ours, to -> to.newConnections(NEW_AT_ONCE));
        byTurns(name, "bulk-down", "MB/s", BULK_SHARE, ours, to -> to.down("--http1.1"));
        byTurns(name, "bulk-up", "MB/s", BULK_SHARE, ours, to -> to.up("--http1.1", upload));
        byTurns(name, "bulk-down-http2", "MB/s", BULK_SHARE, ours, to -> to.down("--http2"));
        byTurns(name, "bulk-up-http2", "MB/s", BULK_SHARE, ours, to -> to.up("--http2", upload));
    }

    private void rate(String name, String what, Load ours, Measure measure) throws IOException {
        var best = byTurns(name, what, "requests/s", 1, ours, measure);
        Figure.yardstick(name + "-" + what + "-p99", best.p99(), "ms").print();
    }

    /** The best of each, for others use the machine as well; the peer only the first time that something is measured. */
    private Load.Rate byTurns(String name, String what, String unit, double share, Load ours, Measure measure)
            throws IOException {
        var best = Load.Rate.NONE;
        var theirs = peers.getOrDefault(what, Load.Rate.NONE);
        for (var round = 0; round < ROUNDS; round++) {
            best = best.orBetter(measure.of(ours));
            if (peer.isPresent() && !peers.containsKey(what)) {
                theirs = theirs.orBetter(measure.of(new Load(peer.get().port())));
            }
        }
        if (peer.isEmpty()) {
            Figure.yardstick(name + "-" + what, best.value(), unit).print();
            return best;
        }
        if (peers.put(what, theirs) == null) {
            Figure.yardstick("ingress-peer-" + what, theirs.value(), unit).print();
        }
        Figure.atLeast(theirs.value() * share, name + "-" + what, best.value(), unit)
                .print();
        return best;
    }
}

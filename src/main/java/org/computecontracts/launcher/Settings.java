package org.computecontracts.launcher;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The portal's settings, as the environment variables that MicroProfile Config reads: a password on the command line
 * could be read by every user of the machine. What the person has set in the environment wins.
 */
final class Settings {
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> inherited;
    private final Plan plan;

    Settings(Plan plan) {
        this(plan, given());
    }

    /** The portal inherits the environment, too. */
    Settings(Plan plan, Map<String, String> inherited) {
        this.plan = plan;
        this.inherited = Map.copyOf(inherited);
        var data = plan.folders().data();
        var listeners = plan.listeners();
        var masterKey = new Secret(data.resolve("master.key"));
        masterKey.text();
        set("cc.kernel.public-url", plan.url());
        set("cc.kernel.data-dir", data.toString());
        set("cc.kernel.master-key-file", masterKey.file().toString());
        set("cc.kernel.allow-loopback", "true");
        set("cc.ingress.front-port", Integer.toString(listeners.front()));
        set("cc.ingress.relay-port", Integer.toString(listeners.relay()));
        set("cc.ingress.portal-origin", "http://127.0.0.1:" + listeners.http());
        set("cc.identity.loopback-origin", "http://127.0.0.1:" + listeners.http());
        set("cc.compute.forward", forward(listeners));
        // What a published user_data names must stay: the usual ports, unless the person says which they are.
        if (isGiven("cc.ingress.front-port")) {
            set("cc.market.proxy-url", "https://rp.localhost:" + listeners.front());
        }
        if (isGiven("cc.ingress.relay-port")) {
            set("cc.market.ssh-port", Integer.toString(listeners.relay()));
        }
        var image = plan.folders().home().resolve("guest");
        if (Files.isDirectory(image)) {
            set("cc.compute.image", image.toString());
        }
        values.putAll(plan.settings());
    }

    /** What a guest reaches of us: the front, under the usual ports and that of our public URL, and the relay. */
    private String forward(Listeners listeners) {
        var fronts = new TreeSet<>(List.of(443, 8443, listeners.front()));
        var relays = new TreeSet<>(List.of(2222));
        if (isGiven("cc.ingress.relay-port")) {
            relays.add(listeners.relay());
        }
        return forward(fronts, listeners.front()) + "," + forward(relays, listeners.relay());
    }

    private static String forward(Set<Integer> ports, int to) {
        return ports.stream().map(port -> port + "=127.0.0.1:" + to).collect(joining(","));
    }

    void database(Postgres postgres) {
        set("cc.kernel.db.url", postgres.url("portal"));
        set("cc.kernel.db.user", postgres.user());
        set("cc.kernel.db.password", postgres.password());
    }

    void chain(Chain chain) {
        set("cc.payment.rpc-url", chain.rpcUrl());
        set("cc.payment.gas-key-file", chain.gasKeyFile().toString());
    }

    /** What the person has set. */
    static Map<String, String> given() {
        return System.getenv().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("CC_"))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Whether the person set it, who then runs the thing himself. */
    boolean isGiven(String name) {
        return plan.settings().containsKey(variable(name)) || inherited.containsKey(variable(name));
    }

    /** A file or folder of the portal's that the person may have put elsewhere. */
    static Path place(String name, Path otherwise) {
        return Optional.ofNullable(System.getenv(variable(name))).map(Path::of).orElse(otherwise);
    }

    private void set(String name, String value) {
        if (!inherited.containsKey(variable(name))) {
            values.putIfAbsent(variable(name), value);
        }
    }

    Map<String, String> environment() {
        return Map.copyOf(values);
    }

    static String variable(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}

package org.computecontracts.launcher;

import static java.util.stream.Collectors.joining;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The portal's settings, as the environment variables that MicroProfile Config reads: a password on the command line
 * could be read by every user of the machine. What the person has set in the environment wins.
 */
final class Settings {
    private final Map<String, String> values = new HashMap<>();

    Settings(Plan plan) {
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
        var image = plan.folders().home().resolve("guest");
        if (Files.isDirectory(image)) {
            set("cc.compute.image", image.toString());
        }
        values.putAll(plan.settings());
    }

    /** What a guest reaches of us: the front, under the usual ports and that of our public URL, and the relay. */
    private static String forward(Listeners listeners) {
        var fronts = new TreeSet<>(List.of(443, 8443, listeners.front()));
        return fronts.stream()
                        .map(port -> port + "=127.0.0.1:" + listeners.front())
                        .collect(joining(",")) + ",2222=127.0.0.1:" + listeners.relay();
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

    /** Whether the person set it, who then runs the thing himself. */
    static boolean isGiven(String name, Plan plan) {
        return plan.settings().containsKey(variable(name)) || System.getenv(variable(name)) != null;
    }

    /** A file or folder of the portal's that the person may have put elsewhere. */
    static Path place(String name, Path otherwise) {
        return Optional.ofNullable(System.getenv(variable(name))).map(Path::of).orElse(otherwise);
    }

    private void set(String name, String value) {
        if (System.getenv(variable(name)) == null) {
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

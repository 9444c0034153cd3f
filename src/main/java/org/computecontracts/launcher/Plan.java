package org.computecontracts.launcher;

import java.nio.file.Path;
import java.util.Map;

/**
 * What to start and where.
 *
 * @param checkout where the project was built
 * @param settings of the portal, as environment variables; they win over what the launcher would set
 * @param durable  whether committed data must survive a power cut
 */
public record Plan(Folders folders, Path checkout, Listeners listeners, Map<String, String> settings, boolean durable) {
    public Plan {
        settings = Map.copyOf(settings);
    }

    Path program(String name) {
        return checkout.resolve("target").resolve("launcher").resolve(name);
    }

    Path war() {
        return checkout.resolve("target").resolve("portal.war");
    }

    String url() {
        return settings.getOrDefault(
                Settings.variable("cc.kernel.public-url"), "https://localhost:" + listeners.front());
    }

    Path localCa() {
        return localCa(folders);
    }

    static Path localCa(Folders folders) {
        return Settings.place("cc.kernel.data-dir", folders.data())
                .resolve("ca")
                .resolve("ca.pem");
    }
}

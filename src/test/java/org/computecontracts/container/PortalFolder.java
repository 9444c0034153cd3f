package org.computecontracts.container;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.computecontracts.launcher.Folders;
import org.computecontracts.launcher.Listeners;
import org.computecontracts.testing.Database;

/** What the portal in the container is started with: an empty database, free ports, and a folder for its keys and its log. */
class PortalFolder {
    private final Path folder = Path.of("target", "in-container").toAbsolutePath();
    private final Listeners listeners = Listeners.free();

    int port() {
        return listeners.http();
    }

    List<String> serverOptions() {
        Folders.delete(folder);
        return List.of(
                "--port",
                Integer.toString(listeners.http()),
                "--contextroot",
                "/",
                "--prebootcommandfile",
                write("preboot.txt", ofLauncher("preboot.txt")),
                "--logproperties",
                write("logging.properties", ofLauncher("logging.properties") + logFile()),
                "--systemproperties",
                write("portal.properties", settings(Database.fresh())),
                "--unpackdir",
                folder.resolve("server").toString(),
                "--disablephonehome");
    }

    private String settings(Database database) {
        var origin = "http://127.0.0.1:" + listeners.http();
        return Map.of(
                        "cc.kernel.db.url", database.url(),
                        "cc.kernel.db.user", database.user(),
                        "cc.kernel.db.password", database.password(),
                        "cc.kernel.data-dir", folder.toString(),
                        "cc.kernel.master-key-file",
                                write("master.key", Base64.getEncoder().encodeToString(new byte[32])),
                        "cc.kernel.public-url", "https://localhost:" + listeners.front(),
                        "cc.kernel.allow-loopback", "true",
                        "cc.ingress.front-port", Integer.toString(listeners.front()),
                        "cc.ingress.relay-port", Integer.toString(listeners.relay()),
                        "cc.ingress.portal-origin", origin)
                .entrySet()
                .stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(joining("\n"));
    }

    /** The connector keeps to itself what the server prints. */
    private String logFile() {
        return """

                handlers=java.util.logging.ConsoleHandler,java.util.logging.FileHandler
                java.util.logging.FileHandler.formatter=java.util.logging.SimpleFormatter
                java.util.logging.FileHandler.pattern=%s
                """.formatted(folder.resolve("portal.log"));
    }

    private static String ofLauncher(String name) {
        try (var source = Listeners.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(source, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String write(String name, String text) {
        try {
            Files.createDirectories(folder);
            return Files.writeString(folder.resolve(name), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

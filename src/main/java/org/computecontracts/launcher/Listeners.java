package org.computecontracts.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The ports on loopback.
 *
 * @param front HTTPS, what people and other servers use
 * @param http  the server behind the front
 * @param relay SSH
 */
public record Listeners(int front, int http, int relay) {
    private static final int FRONT = 8443;
    private static final int HTTP = 8080;
    private static final int RELAY = 2222;

    public static Listeners free() {
        return new Listeners(Ports.free(), Ports.free(), Ports.free());
    }

    /**
     * The ports that the person has set, else the usual ones, and a free one in place of each of these that is taken. But
     * records already written name the front: it stays where it was when the data began.
     */
    static Listeners on(Folders folders, Map<String, String> given) {
        var front = set("cc.ingress.front-port", given);
        var origin = Optional.ofNullable(given.get(Settings.variable("cc.ingress.portal-origin")));
        return new Listeners(
                front(folders.data().resolve("front.port"), front),
                origin.map(Listeners::port).orElseGet(() -> freeOr(HTTP)),
                set("cc.ingress.relay-port", given).orElseGet(() -> freeOr(RELAY)));
    }

    private static Optional<Integer> set(String name, Map<String, String> given) {
        var variable = Settings.variable(name);
        return Optional.ofNullable(given.get(variable)).map(text -> {
            var port = text.strip().matches("[0-9]{1,5}") ? Integer.parseInt(text.strip()) : 0;
            if (port < 1 || port > 65_535) {
                throw new LaunchException("%s must be a port, 1 to 65535, not \"%s\"", variable, text);
            }
            if (!Ports.isFree(port)) {
                throw new LaunchException(
                        "%s is %d, which is taken: end what is there, or set another", variable, port);
            }
            return port;
        });
    }

    /** The server is to be where the person says that it is. */
    private static int port(String origin) {
        var port = URI.create(origin.strip()).getPort();
        return port < 0 ? HTTP : port;
    }

    private static int front(Path memory, Optional<Integer> given) {
        try {
            if (!Files.exists(memory)) {
                var chosen = given.orElseGet(() -> freeOr(FRONT));
                Files.writeString(memory, chosen + "\n");
                return chosen;
            }
            if (given.isPresent()) {
                return given.get();
            }
            var kept = Integer.parseInt(Files.readString(memory).strip());
            if (Ports.isFree(kept)) {
                return kept;
            }
            throw new LaunchException(
                    "The portal of this data lives at port %d, which is taken: end what is there, or set CC_DATA to another folder",
                    kept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freeOr(int port) {
        return Ports.isFree(port) ? port : Ports.free();
    }

    /** A line for each port that is not the usual one. */
    List<String> notices() {
        return Stream.of(notice("HTTPS", FRONT, front), notice("HTTP", HTTP, http), notice("SSH", RELAY, relay))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> notice(String purpose, int usual, int actual) {
        return actual == usual
                ? Optional.empty()
                : Optional.of("%s is on port %d, not on %d".formatted(purpose, actual, usual));
    }
}

package org.computecontracts.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
     * The usual ports, and a free one in place of each that is taken. But records already written name the front: it stays
     * where it was when the data began.
     */
    static Listeners on(Folders folders) {
        return new Listeners(front(folders.data().resolve("front.port")), freeOr(HTTP), freeOr(RELAY));
    }

    private static int front(Path memory) {
        try {
            if (!Files.exists(memory)) {
                var chosen = freeOr(FRONT);
                Files.writeString(memory, chosen + "\n");
                return chosen;
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
                : Optional.of("%s is on port %d, since %d was taken".formatted(purpose, actual, usual));
    }
}

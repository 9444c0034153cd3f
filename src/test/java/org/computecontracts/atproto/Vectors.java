package org.computecontracts.atproto;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.computecontracts.kernel.Json;

/** Published test vectors. */
public final class Vectors {
    private Vectors() {}

    public static JsonNode json(String path) {
        return Json.read(text(path));
    }

    public static Stream<JsonNode> each(String path) {
        return StreamSupport.stream(json(path).spliterator(), false);
    }

    /** One case a line; empty lines and comments are none. */
    static List<String> lines(String path) {
        return text(path)
                .lines()
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    static String text(String path) {
        try (var in = Vectors.class.getResourceAsStream("/vectors/" + path)) {
            if (in == null) {
                throw new IllegalArgumentException("No vectors " + path);
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

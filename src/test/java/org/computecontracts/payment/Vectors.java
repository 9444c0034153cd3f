package org.computecontracts.payment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.computecontracts.kernel.Json;

/** Payments as the reference client sent them, with the digest viem makes of each. */
public final class Vectors {
    private Vectors() {}

    public static Stream<JsonNode> payments() {
        try (var in = Vectors.class.getResourceAsStream("/vectors/x402-payments.json")) {
            var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return StreamSupport.stream(Json.read(text).spliterator(), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode payment(int version) {
        return payments()
                .filter(vector -> vector.path("version").asInt() == version)
                .findFirst()
                .orElseThrow();
    }
}

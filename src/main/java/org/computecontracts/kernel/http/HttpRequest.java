package org.computecontracts.kernel.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.computecontracts.kernel.Json;
import org.jspecify.annotations.Nullable;

/**
 * One outgoing request with its limits.
 *
 * @param timeout for the whole exchange, connection to last byte
 * @param maxBytes the largest answer accepted
 */
public record HttpRequest(
        String method, URI uri, Map<String, String> headers, byte @Nullable [] body, Duration timeout, int maxBytes) {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
    private static final int DEFAULT_MAX_BYTES = 1 << 20;

    public HttpRequest {
        headers = Map.copyOf(headers);
    }

    public static HttpRequest get(URI uri) {
        return new HttpRequest("GET", uri, Map.of(), null, DEFAULT_TIMEOUT, DEFAULT_MAX_BYTES);
    }

    public static HttpRequest post(URI uri, String contentType, byte[] body) {
        return new HttpRequest(
                "POST", uri, Map.of("Content-Type", contentType), body, DEFAULT_TIMEOUT, DEFAULT_MAX_BYTES);
    }

    public static HttpRequest postJson(URI uri, Object json) {
        return post(uri, "application/json", Json.write(json).getBytes(StandardCharsets.UTF_8));
    }

    public HttpRequest header(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpRequest(method, uri, more, body, timeout, maxBytes);
    }

    public HttpRequest bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    public HttpRequest within(Duration limit) {
        return new HttpRequest(method, uri, headers, body, limit, maxBytes);
    }

    public HttpRequest atMost(int bytes) {
        return new HttpRequest(method, uri, headers, body, timeout, bytes);
    }
}

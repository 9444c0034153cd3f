package org.computecontracts.launcher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The portal's public REST API, as one account or as nobody yet. */
public final class Api {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ATTEMPTS = 10;

    private final HttpClient http;
    private final URI portal;
    private final Map<String, String> headers;

    Api(HttpClient http, URI portal, Map<String, String> headers) {
        this.http = http;
        this.portal = portal;
        this.headers = Map.copyOf(headers);
    }

    public static Api of(Site site) {
        return at(site.url(), site.plan().localCa());
    }

    /** A portal that runs, whose certificate is of that local CA. */
    static Api at(URI portal, Path localCa) {
        var trust = new LocalTrust(localCa).context();
        var http = HttpClient.newBuilder()
                .sslContext(trust)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        return new Api(http, portal, Map.of());
    }

    Api as(String accessToken) {
        return with(Map.of("Authorization", "Bearer " + accessToken));
    }

    Api with(Map<String, String> sent) {
        return new Api(http, portal, sent);
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    JsonNode get(String path) {
        return read(path, send(request(path).GET()));
    }

    JsonNode put(String path, JsonNode body) {
        return read(path, send(request(path).PUT(json(body))));
    }

    /** Sent again with the same key when no answer came: the portal does it once. */
    JsonNode post(String path, JsonNode body) {
        return read(path, answerOfPost(path, body));
    }

    /** As {@link #post}, for callers to whom a refusal is an answer. */
    Answer answerOfPost(String path, JsonNode body) {
        var request = request(path).header("Idempotency-Key", UUID.randomUUID().toString());
        return send(request.POST(json(body)));
    }

    /** Any page of ours or of a tunnel, without following or believing anything. */
    Answer page(URI url) {
        return send(HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(10)).GET());
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(portal.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, application/problem+json");
        headers.forEach(request::header);
        return request;
    }

    private static HttpRequest.BodyPublisher json(JsonNode body) {
        return HttpRequest.BodyPublishers.ofString(body.toString());
    }

    private Answer send(HttpRequest.Builder request) {
        var built = request.build();
        for (int attempt = 1; ; attempt++) {
            var answer = answer(built, attempt == ATTEMPTS);
            if (answer.isPresent()) {
                return answer.get();
            }
            Pause.of(Duration.ofMillis(200L * attempt));
        }
    }

    /** Empty when it is to be asked again: no answer came, or the one before is still being worked for under the same key. */
    private Optional<Answer> answer(HttpRequest request, boolean isLast) {
        try {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return Optional.of(new Answer(answer.statusCode(), answer.body())).filter(a -> isLast || !a.isBusy());
        } catch (IOException e) {
            if (isLast) {
                throw new LaunchException("%s does not answer: %s", request.uri(), e.getMessage());
            }
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchException("Interrupted");
        }
    }

    private static JsonNode read(String path, Answer answer) {
        if (answer.status() >= 300) {
            throw new LaunchException("%s: %d %s", path, answer.status(), answer.refusal());
        }
        return answer.json();
    }

    /** Status and body. */
    record Answer(int status, String body) {
        boolean isBusy() {
            return status == 409 && body.contains("/problems/idempotency-key-busy");
        }

        JsonNode json() {
            try {
                return body.isBlank() ? object() : JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new LaunchException("Not JSON: %s", body.substring(0, Math.min(200, body.length())));
            }
        }

        /** What a problem+json answer says, or else the beginning of the body. */
        String refusal() {
            try {
                var problem = JSON.readTree(body);
                return problem.path("title").asText() + ": "
                        + problem.path("detail").asText();
            } catch (JsonProcessingException e) {
                return body.substring(0, Math.min(200, body.length()));
            }
        }
    }
}

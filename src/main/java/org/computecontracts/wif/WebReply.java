package org.computecontracts.wif;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.computecontracts.kernel.Json;

/** What is answered to a {@link WebCall}. */
public record WebReply(int status, Map<String, String> headers, byte[] body) {
    public WebReply {
        headers = Map.copyOf(headers);
    }

    public static WebReply json(int status, JsonNode body) {
        return json(status, Json.write(body));
    }

    public static WebReply json(int status, String body) {
        return new WebReply(status, Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
    }

    public WebReply with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new WebReply(status, more, body);
    }
}

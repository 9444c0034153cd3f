package org.computecontracts.wif;

import java.util.Map;
import java.util.Optional;

/**
 * One incoming HTTP request.
 *
 * @param path as it stands in the request line, not decoded
 * @param query the same, without the question mark, or empty
 * @param headers by lower-case name
 */
public record WebCall(String method, String path, String query, Map<String, String> headers, byte[] body) {
    public WebCall {
        headers = Map.copyOf(headers);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The token behind {@code Bearer }; {@code 0} is what some clients send when they have none. */
    public Optional<String> bearer() {
        return header("authorization")
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).strip())
                .filter(token -> !token.isEmpty() && !token.equals("0"));
    }
}

package org.computecontracts.atproto.xrpc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;

/**
 * One incoming XRPC request.
 *
 * @param verb the HTTP method
 * @param query as it came, without {@code ?}; empty when there is none
 * @param body empty for a query
 * @param headers by lower-case name
 * @param client address of the peer, for rate limits
 */
public record XrpcCall(
        String verb, String nsid, String query, byte[] body, Map<String, String> headers, String client) {
    public XrpcCall {
        headers = Map.copyOf(headers);
    }

    public XrpcCall withBody(byte[] bytes) {
        return new XrpcCall(verb, nsid, query, bytes, headers, client);
    }

    /** The query parameters, decoded. */
    public Map<String, List<String>> parameters() {
        var parameters = new LinkedHashMap<String, List<String>>();
        if (query.isEmpty()) {
            return parameters;
        }
        for (var pair : List.of(query.split("&", -1))) {
            var equals = pair.indexOf('=');
            var name = equals < 0 ? pair : pair.substring(0, equals);
            var value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters.computeIfAbsent(decoded(name), n -> new ArrayList<>()).add(decoded(value));
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            var decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
            if (decoded.indexOf('\0') >= 0) {
                throw XrpcError.invalidRequest("The query must not hold the character U+0000");
            }
            return decoded;
        } catch (IllegalArgumentException e) {
            throw XrpcError.invalidRequest("Malformed percent-encoding in the query");
        }
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    public Optional<String> contentType() {
        return header("content-type");
    }

    /** The Authorization header, scheme included. */
    public Optional<String> authorization() {
        return header("authorization");
    }

    public Optional<String> parameter(String name) {
        return parameters().getOrDefault(name, List.of()).stream().findFirst();
    }

    /** A parameter that must be there: else InvalidRequest. */
    public String required(String name) {
        return parameter(name)
                .orElseThrow(() -> XrpcError.invalidRequest("Error: Params must have the property \"%s\"", name));
    }

    /** An integer parameter within bounds: else InvalidRequest. */
    public int integer(String name, int fallback, int least, int most) {
        var text = parameter(name);
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            var value = Integer.parseInt(text.get());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw XrpcError.invalidRequest("%s is not a number", name);
        }
        throw XrpcError.invalidRequest("%s must be from %d to %d", name, least, most);
    }

    /** The body as one JSON object, whatever its content type says: else InvalidRequest. */
    public ObjectNode json() {
        try {
            return Json.readObject(body);
        } catch (ProblemException e) {
            throw XrpcError.invalidRequest("invalid JSON: %s", e.detail());
        }
    }

    /** The token behind {@code Bearer }: else 401 AuthMissing. */
    public String bearer() {
        return authorization()
                .filter(header -> header.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(header -> header.substring(7).strip())
                .filter(token -> !token.isEmpty())
                .orElseThrow(() -> new XrpcError(401, "AuthMissing", "Authentication Required"));
    }
}

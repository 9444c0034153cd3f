package org.computecontracts.atproto;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;

/**
 * One incoming XRPC request.
 *
 * @param parameters the query parameters, decoded
 * @param body empty for a query
 * @param authorization the Authorization header, scheme included
 * @param client address of the peer, for rate limits
 */
public record XrpcCall(
        String nsid,
        Map<String, List<String>> parameters,
        byte[] body,
        Optional<String> contentType,
        Optional<String> authorization,
        String client) {
    public Optional<String> parameter(String name) {
        return parameters.getOrDefault(name, List.of()).stream().findFirst();
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
        return authorization
                .filter(header -> header.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(header -> header.substring(7).strip())
                .filter(token -> !token.isEmpty())
                .orElseThrow(() -> new XrpcError(401, "AuthMissing", "Authentication Required"));
    }
}

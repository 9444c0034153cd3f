package org.computecontracts.kernel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the other side answered, whatever the status.
 *
 * @param headers by lower-case name
 */
public record HttpAnswer(URI from, int status, Map<String, List<String>> headers, byte[] body) {
    public boolean ok() {
        return status >= 200 && status < 300;
    }

    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The body as one JSON object; OUTSIDE_FAILED when it is not one. */
    public ObjectNode json() {
        try {
            return Json.readObject(body);
        } catch (ProblemException e) {
            throw KernelProblem.OUTSIDE_FAILED
                    .because("%s answered %d with no JSON object", from, status)
                    .causedBy(e);
        }
    }

    /** This answer if its status is 2xx; else OUTSIDE_FAILED with the first 300 characters of what it said. */
    public HttpAnswer orFail() {
        if (ok()) {
            return this;
        }
        var said = text();
        throw KernelProblem.OUTSIDE_FAILED.because(
                "%s answered %d: %s", from, status, said.substring(0, Math.min(300, said.length())));
    }
}

package org.computecontracts.kernel.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.ProblemException;

/**
 * What the other side answered, whatever the status.
 *
 * @param headers by lower-case name
 */
public record HttpAnswer(URI from, int status, Map<String, List<String>> headers, byte[] body) {
    /** The whole answer, of no more than the bytes that the request allows. */
    static HttpAnswer read(HttpRequest request, ClassicHttpResponse answer) throws IOException {
        var headers = new TreeMap<String, List<String>>();
        for (var header : answer.getHeaders()) {
            headers.computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header.getValue());
        }
        var entity = answer.getEntity();
        var body = entity == null ? new byte[0] : entity.getContent().readNBytes(request.maxBytes() + 1);
        if (body.length > request.maxBytes()) {
            throw KernelProblem.TOO_LARGE.because("%s answers more than %d bytes", request.uri(), request.maxBytes());
        }
        return new HttpAnswer(request.uri(), answer.getCode(), Map.copyOf(headers), body);
    }

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

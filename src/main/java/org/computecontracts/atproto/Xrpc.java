package org.computecontracts.atproto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Map;
import org.computecontracts.kernel.HttpAnswer;
import org.computecontracts.kernel.HttpRequest;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.SafeHttp;
import org.jspecify.annotations.Nullable;

/** Calls XRPC methods of other servers. */
@ApplicationScoped
public class Xrpc {
    /** A page of 100 records, the largest of them with 64 KiB of user_data, and room. */
    private static final int MAX_BYTES = 16 << 20;

    @Inject
    SafeHttp http;

    /** Outside the container. */
    public static Xrpc with(SafeHttp http) {
        var xrpc = new Xrpc();
        xrpc.http = http;
        return xrpc;
    }

    public XrpcAnswer query(URI base, Nsid method, Map<String, String> parameters, @Nullable String token) {
        var query = parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), UTF_8))
                .collect(joining("&", "?", ""));
        return send(HttpRequest.get(URI.create(address(base, method) + query)), token);
    }

    public XrpcAnswer procedure(URI base, Nsid method, JsonNode input, @Nullable String token) {
        return send(HttpRequest.postJson(URI.create(address(base, method)), input), token);
    }

    private static String address(URI base, Nsid method) {
        return base.toString().replaceFirst("/+$", "") + "/xrpc/" + method.value();
    }

    private XrpcAnswer send(HttpRequest request, @Nullable String token) {
        var answer = http.send((token == null ? request : request.bearer(token)).atMost(MAX_BYTES));
        return new XrpcAnswer(request.uri(), answer.status(), body(answer));
    }

    /** A refusal may come from a proxy before the server and be no JSON at all. */
    private static ObjectNode body(HttpAnswer answer) {
        if (answer.body().length == 0) {
            return Json.object();
        }
        try {
            return answer.json();
        } catch (ProblemException e) {
            if (answer.ok()) {
                throw e;
            }
            return Json.object().put("message", answer.text());
        }
    }
}

package org.computecontracts.atproto.xrpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Map;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.kernel.http.HttpRequest;
import org.computecontracts.kernel.http.SafeHttp;
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
        return send(queryRequest(base, method, parameters), token);
    }

    public XrpcAnswer procedure(URI base, Nsid method, JsonNode input, @Nullable String token) {
        return send(procedureRequest(base, method, input), token);
    }

    public static HttpRequest queryRequest(URI base, Nsid method, Map<String, String> parameters) {
        var query = parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), UTF_8))
                .collect(joining("&", "?", ""));
        return HttpRequest.get(URI.create(address(base, method) + query)).atMost(MAX_BYTES);
    }

    public static HttpRequest procedureRequest(URI base, Nsid method, JsonNode input) {
        return HttpRequest.postJson(URI.create(address(base, method)), input).atMost(MAX_BYTES);
    }

    private static String address(URI base, Nsid method) {
        return base.toString().replaceFirst("/+$", "") + "/xrpc/" + method.value();
    }

    private XrpcAnswer send(HttpRequest request, @Nullable String token) {
        return XrpcAnswer.of(http.send(token == null ? request : request.bearer(token)));
    }
}

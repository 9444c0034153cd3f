package org.computecontracts.pds.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcContent;
import org.computecontracts.atproto.xrpc.XrpcError;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcMethods;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.http.HttpAnswer;
import org.computecontracts.kernel.http.HttpRequest;
import org.computecontracts.kernel.http.SafeHttp;
import org.computecontracts.pds.session.Callers;
import org.computecontracts.pds.session.ServiceTokens;

/**
 * Passes calls on to the service that the caller names by {@code atproto-proxy: did#service}, in the caller's name and with a
 * fresh token for that method (AT Protocol, XRPC, service proxying). Few headers go along, the same as with the reference
 * implementation; bodies pass as they are, also compressed ones.
 */
@ApplicationScoped
public class Proxy implements XrpcMethod {
    private static final String HEADER = "atproto-proxy";
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int LARGEST = 16 << 20;
    private static final List<String> REQUEST =
            List.of("accept-encoding", "accept-language", "atproto-accept-labelers", "x-bsky-topics");
    private static final List<String> BODY = List.of("content-encoding", "content-type");
    private static final List<String> RESPONSE = List.of(
            "atproto-content-labelers", "atproto-repo-rev", "content-encoding", "content-language", "retry-after");

    @Inject
    Callers callers;

    @Inject
    ServiceTokens tokens;

    @Inject
    Identities identities;

    @Inject
    SafeHttp http;

    @Override
    public String nsid() {
        return XrpcMethods.ANY_OTHER;
    }

    @Override
    public Kind kind() {
        return Kind.EITHER;
    }

    @Override
    public XrpcReply handle(XrpcCall call) {
        NotHere.reason(call.nsid()).ifPresent(reason -> {
            throw reason;
        });
        var service = call.header(HEADER).orElseThrow(() -> XrpcMethods.notImplemented(call.nsid()));
        var method = Input.nsid(call.nsid());
        var caller = callers.callerOf(call);
        var did = did(service);
        var token = tokens.issue(caller, did.value(), Optional.of(method), Optional.empty());
        return reply(
                call.verb(), send(request(call, method, endpoint(did, service)).bearer(token)));
    }

    private static Did did(String service) {
        var hash = service.indexOf('#');
        if (hash < 0) {
            throw XrpcError.invalidRequest("atproto-proxy must be a DID and a service: did#service");
        }
        return Input.did(service.substring(0, hash));
    }

    private URI endpoint(Did did, String service) {
        try {
            var endpoint = identities.resolve(did).services().get(service.substring(service.indexOf('#')));
            if (endpoint != null && endpoint.getPath().replace("/", "").isEmpty()) {
                return endpoint;
            }
        } catch (ProblemException e) {
            throw XrpcError.invalidRequest("could not resolve proxy did: %s", e.detail());
        }
        throw XrpcError.invalidRequest("could not resolve proxy did service url: %s", service);
    }

    private static HttpRequest request(XrpcCall call, Nsid method, URI endpoint) {
        var query = call.query().isEmpty() ? "" : "?" + call.query();
        var base = endpoint.toString().replaceFirst("/+$", "");
        var isPost = call.verb().equals("POST");
        var headers = new LinkedHashMap<String, String>(Map.of("accept-encoding", "identity"));
        Stream.concat(REQUEST.stream(), isPost ? BODY.stream() : Stream.empty())
                .forEach(name -> call.header(name).ifPresent(value -> headers.put(name, value)));
        return new HttpRequest(
                call.verb(),
                URI.create(base + "/xrpc/" + method + query),
                headers,
                isPost ? call.body() : null,
                LONGEST,
                LARGEST);
    }

    private HttpAnswer send(HttpRequest request) {
        try {
            return http.send(request);
        } catch (ProblemException e) {
            throw new XrpcError(502, "UpstreamFailure", e.detail());
        }
    }

    private static XrpcReply reply(String verb, HttpAnswer answer) {
        var headers = new LinkedHashMap<String, String>(Map.of("X-Content-Type-Options", "nosniff"));
        RESPONSE.forEach(name -> answer.header(name).ifPresent(value -> headers.put(name, value)));
        return new XrpcReply(
                answer.status(),
                answer.header("content-type").orElse("application/octet-stream"),
                verb.equals("HEAD") ? XrpcContent.unsent(length(answer)) : XrpcContent.of(answer.body()),
                headers);
    }

    private static long length(HttpAnswer answer) {
        return answer.header("content-length")
                .filter(text -> text.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .orElse(-1L);
    }
}

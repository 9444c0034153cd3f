package org.computecontracts.ingress.proxy;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request must be to be handed on, whichever version of HTTP it came by. */
final class RequestRules {
    private RequestRules() {}

    static RequestHead ofHttp1(String method, String target, HttpHeaders headers, Framing framing, boolean isOld) {
        var hosts = headers.getAll("host");
        if (hosts.size() != 1) {
            throw MalformedMessage.because("it names %s host".formatted(hosts.isEmpty() ? "no" : "more than one"));
        }
        var authority = Authority.checked(hosts.getFirst());
        return checked(new RequestHead(method, path(method, target, authority), authority, headers, framing, isOld));
    }

    /** RFC 9113 section 8.3.1; names, order and number of the pseudo-headers have been checked before. */
    static RequestHead ofHttp2(
            String method, String target, @Nullable String authority, HttpHeaders headers, Framing framing) {
        var hosts = headers.getAll("host");
        var host = authority == null && hosts.size() == 1 ? hosts.getFirst() : authority;
        if (host == null || hosts.stream().anyMatch(other -> !other.equalsIgnoreCase(host))) {
            throw MalformedMessage.because("it names no host, or more than one");
        }
        if (!FieldRules.isToken(method)) {
            throw MalformedMessage.because("its method is none");
        }
        for (Map.Entry<String, String> field : headers) {
            if (!FieldRules.isToken(field.getKey()) || !FieldRules.isValue(field.getValue())) {
                throw MalformedMessage.because("a field has characters that no field may have");
            }
        }
        var te = headers.getAll("te");
        if (!te.isEmpty() && !te.equals(List.of("trailers"))) {
            throw MalformedMessage.because("HTTP/2 has no transfer codings");
        }
        return checked(new RequestHead(method, target, Authority.checked(host), headers, framing, false));
    }

    private static RequestHead checked(RequestHead request) {
        switch (request.method()) {
            case "CONNECT", "TRACE", "TRACK" ->
                throw new MalformedMessage(
                        ProxyProblem.METHOD_REFUSED, request.method() + " is not handed on: it is for proxies");
            default -> {}
        }
        var target = request.target();
        if (!FieldRules.isTarget(target)
                || !(target.startsWith("/")
                        || (target.equals("*") && request.method().equals("OPTIONS")))) {
            throw MalformedMessage.because("it is not a request for a path");
        }
        var expectations = request.headers().getAll("expect");
        if (!expectations.isEmpty()
                && (expectations.size() > 1 || !expectations.getFirst().equalsIgnoreCase("100-continue"))) {
            throw new MalformedMessage(ProxyProblem.EXPECTATION_UNKNOWN, "only 100-continue may be expected");
        }
        return request;
    }

    /** Origin-form out of absolute-form (RFC 9112 section 3.2.2), for the host that is named besides alone. */
    private static String path(String method, String target, String authority) {
        var scheme = target.indexOf("://");
        if (scheme < 0 || target.startsWith("/")) {
            return target;
        }
        var name = target.substring(0, scheme);
        if (!name.equalsIgnoreCase("http") && !name.equalsIgnoreCase("https")) {
            throw MalformedMessage.because("its target is of another scheme");
        }
        var rest = target.substring(scheme + "://".length());
        var end = end(rest);
        if (!rest.substring(0, end).equalsIgnoreCase(authority)) {
            throw MalformedMessage.because("its target names another host");
        }
        var path = rest.substring(end);
        if (path.isEmpty() && method.equals("OPTIONS")) {
            return "*";
        }
        return path.startsWith("/") ? path : "/" + path;
    }

    private static int end(String rest) {
        for (var i = 0; i < rest.length(); i++) {
            if (rest.charAt(i) == '/' || rest.charAt(i) == '?') {
                return i;
            }
        }
        return rest.length();
    }
}

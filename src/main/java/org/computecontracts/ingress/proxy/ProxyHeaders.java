package org.computecontracts.ingress.proxy;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which fields a proxy hands on (RFC 9110 section 7.6.1), and what it says about the visitor itself. */
final class ProxyHeaders {
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "http2-settings",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");
    /** What a visitor says of forwarding is dropped, since an origin believes it. */
    private static final Set<String> OF_FORWARDING = Set.of("forwarded", "x-real-ip");
    /** RFC 9110 section 6.5.1: what frames, routes, allows or shapes a message may not come after it. */
    private static final Set<String> NEVER_TRAILERS = Set.of(
            "authorization",
            "cache-control",
            "content-encoding",
            "content-length",
            "content-range",
            "content-type",
            "cookie",
            "expect",
            "forwarded",
            "host",
            "max-forwards",
            "set-cookie",
            "www-authenticate");
    /** Methods whose requests say nothing of a body they do not have. */
    private static final Set<String> BODILESS = Set.of("GET", "HEAD", "OPTIONS", "DELETE");
    /** RFC 9110 section 5.6.7. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private ProxyHeaders() {}

    /** @param upgrade the protocol that the visitor may change to with this request */
    static HttpHeaders toOrigin(RequestHead request, String visitor, @Nullable String upgrade) {
        var headers = handedOn(request.headers());
        removeForwarding(headers);
        if (request.isOld()) {
            // RFC 9110 section 10.1.1: it could not be answered
            headers.remove("expect");
        }
        joinCookies(headers);
        headers.set("host", request.authority());
        headers.set("x-forwarded-for", visitor);
        headers.set("x-forwarded-host", request.authority());
        headers.set("x-forwarded-proto", "https");
        frame(headers, request);
        ofConnection(headers, request, upgrade);
        return headers;
    }

    private static void removeForwarding(HttpHeaders headers) {
        OF_FORWARDING.forEach(headers::remove);
        for (var name : List.copyOf(headers.names())) {
            if (name.toLowerCase(Locale.ROOT).startsWith("x-forwarded-")) {
                headers.remove(name);
            }
        }
    }

    /** RFC 9113 section 8.2.3: HTTP/2 may send them one by one, others know one field. */
    private static void joinCookies(HttpHeaders headers) {
        var cookies = headers.getAll("cookie");
        if (cookies.size() > 1) {
            headers.set("cookie", String.join("; ", cookies));
        }
    }

    private static void frame(HttpHeaders headers, RequestHead request) {
        switch (request.framing()) {
            case Framing.Length length -> headers.set("content-length", Long.toString(length.bytes()));
            case Framing.Chunked chunked -> headers.set("transfer-encoding", "chunked");
            case Framing.None none -> headers.remove("content-length");
            case Framing.UntilClose never -> throw new IllegalStateException("A request ends with itself");
        }
        if (!request.hasBody() && !BODILESS.contains(request.method())) {
            // RFC 9110 section 8.6: where a body would have a meaning, say that there is none
            headers.set("content-length", "0");
        }
    }

    private static void ofConnection(HttpHeaders headers, RequestHead request, @Nullable String upgrade) {
        if (upgrade != null) {
            headers.set("connection", "upgrade");
            headers.set("upgrade", upgrade);
        } else if (request.headers().containsValue("te", "trailers", true)) {
            headers.set("connection", "TE");
            headers.set("te", "trailers");
        }
    }

    /** A recipient with a clock dates what was not (RFC 9110 section 6.6.1). */
    static HttpHeaders toVisitor(HttpHeaders from, Clock clock) {
        var headers = handedOn(from);
        if (!headers.contains("date")) {
            headers.set("date", DATE.format(clock.instant()));
        }
        return headers;
    }

    static HttpHeaders ofInterim(HttpHeaders from) {
        return handedOn(from).remove("content-length");
    }

    static HttpHeaders trailers(HttpHeaders from) {
        var trailers = handedOn(from);
        NEVER_TRAILERS.forEach(trailers::remove);
        removeForwarding(trailers);
        return trailers;
    }

    private static HttpHeaders handedOn(HttpHeaders from) {
        var dropped = new HashSet<>(HOP_BY_HOP);
        from.getAll("connection").forEach(value -> dropped.addAll(options(value)));
        // Without these the message would be another one
        dropped.removeAll(Set.of("content-length", "host", "date"));
        var to = empty();
        for (Map.Entry<String, String> field : from) {
            if (!dropped.contains(field.getKey().toLowerCase(Locale.ROOT))) {
                to.add(field.getKey(), field.getValue());
            }
        }
        return to;
    }

    static HttpHeaders empty() {
        // Only what has been checked gets here
        return DefaultHttpHeadersFactory.headersFactory()
                .withNameValidation(false)
                .withValidation(false)
                .newHeaders();
    }

    static boolean hasOption(HttpHeaders headers, String option) {
        return headers.getAll("connection").stream()
                .anyMatch(value -> options(value).contains(option));
    }

    private static List<String> options(String value) {
        return List.of(value.split(",", -1)).stream()
                .map(option -> option.strip().toLowerCase(Locale.ROOT))
                .toList();
    }
}

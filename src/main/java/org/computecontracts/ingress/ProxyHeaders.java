package org.computecontracts.ingress;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which headers a proxy hands on (RFC 9110 section 7.6.1), and what it says about the visitor itself. */
final class ProxyHeaders {
    /** {@code Expect} is here since the front itself has told the visitor to go on. */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "expect",
            "http2-settings",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private ProxyHeaders() {}

    /** To an origin: what a visitor says of forwarding is dropped, since an origin believes it. */
    static void toOrigin(HttpServerRequest from, MultiMap to) {
        handOn(from.headers(), to);
        to.remove("forwarded").remove("x-real-ip");
        for (var name : List.copyOf(to.names())) {
            if (name.toLowerCase(Locale.ROOT).startsWith("x-forwarded-")) {
                to.remove(name);
            }
        }
        var host = from.authority().toString();
        to.set("host", host);
        to.set("x-forwarded-for", from.remoteAddress().hostAddress());
        to.set("x-forwarded-host", host);
        to.set("x-forwarded-proto", "https");
    }

    static void toVisitor(MultiMap from, MultiMap to) {
        handOn(from, to);
    }

    private static void handOn(MultiMap from, MultiMap to) {
        var dropped = new TreeSet<>(HOP_BY_HOP);
        for (var value : from.getAll("connection")) {
            for (var option : List.of(value.split(",", -1))) {
                dropped.add(option.strip().toLowerCase(Locale.ROOT));
            }
        }
        for (Map.Entry<String, String> header : from) {
            if (!dropped.contains(header.getKey().toLowerCase(Locale.ROOT))
                    && !header.getKey().startsWith(":")) {
                to.add(header.getKey(), header.getValue());
            }
        }
    }

    static boolean asksForWebSocket(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader("upgrade"))
                .filter("websocket"::equalsIgnoreCase)
                .isPresent();
    }
}

package org.computecontracts.ingress.proxy;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Changes of protocol within a connection (RFC 9110 section 7.8): which are handed on to an origin. */
final class Upgrades {
    private Upgrades() {}

    /**
     * The protocol, or null. HTTP in other guises is never one: what is asked over it would pass by all that is checked here.
     * Nor is any with a request that has a body, of which it is not certain when it ends.
     */
    static @Nullable String wanted(RequestHead request, Visitor visitor) {
        var protocols = request.headers().getAll("upgrade");
        if (!(visitor instanceof Http1Visitor)
                || request.isOld()
                || request.hasBody()
                || protocols.size() != 1
                || !ProxyHeaders.hasOption(request.headers(), "upgrade")) {
            return null;
        }
        var protocol = protocols.getFirst();
        return isOfHttp(protocol.toLowerCase(Locale.ROOT)) || protocol.contains(",") ? null : protocol;
    }

    private static boolean isOfHttp(String protocol) {
        return protocol.startsWith("h2") || protocol.startsWith("http") || protocol.startsWith("tls");
    }
}

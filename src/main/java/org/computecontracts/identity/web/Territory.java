package org.computecontracts.identity.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.computecontracts.kernel.Settings;

/**
 * Where a browser session or an API token counts: pages and the API under our own name. The protocols between strangers have
 * their own proofs, and the reverse proxy's hosts are somebody else's ground.
 */
@ApplicationScoped
class Territory {
    private static final List<String> PROTOCOLS = List.of(
            "/xrpc/",
            "/ccr/",
            "/wif/",
            "/plc/",
            "/did:plc:",
            "/.well-known/",
            "/health",
            "/metrics",
            "/jakarta.faces.resource/");

    /** What programs call with a token: our own API, and the facilitator's interface for sellers' servers. */
    private static final List<String> APIS = List.of("/api/", "/facilitator/");

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    @Inject
    Settings settings;

    boolean covers(HttpServletRequest request) {
        var path = request.getRequestURI();
        return isOwnName(request.getServerName()) && PROTOCOLS.stream().noneMatch(path::startsWith);
    }

    boolean isApi(HttpServletRequest request) {
        return APIS.stream().anyMatch(request.getRequestURI()::startsWith);
    }

    /** The public URL, or, where a loopback listener is used directly, the very address used. */
    boolean isOwnOrigin(String origin, HttpServletRequest request) {
        var host = request.getHeader("Host");
        return origin.equals(originOf(settings.publicUrl()))
                || (LOOPBACK.contains(request.getServerName()) && origin.equals("http://" + host));
    }

    private boolean isOwnName(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return lower.equals(settings.publicUrl().getHost()) || LOOPBACK.contains(lower);
    }

    private static String originOf(URI url) {
        return url.getScheme() + "://" + url.getAuthority();
    }
}

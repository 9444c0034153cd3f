package org.computecontracts.identity.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import org.computecontracts.kernel.http.HttpRequest;
import org.computecontracts.kernel.http.SafeHttp;

/** Finds the authorization server of a PDS (RFC 9728), and what it can do (RFC 8414). */
@ApplicationScoped
public class AuthorizationServers {
    private static final int MAX_ANSWER = 1 << 16;

    @Inject
    SafeHttp http;

    /** Outside the container. */
    public static AuthorizationServers with(SafeHttp http) {
        var servers = new AuthorizationServers();
        servers.http = http;
        return servers;
    }

    /** SERVER_UNSUITABLE when it names none, or one that will not do. */
    public AuthorizationServer of(URI pds) {
        var origin = origin(pds);
        var resource = document(origin, "/.well-known/oauth-protected-resource");
        if (!resource.path("resource").asText().replaceFirst("/$", "").equals(origin.toString())) {
            throw AuthorizationServer.unsuitable(pds, "it calls itself " + resource.path("resource"));
        }
        var servers = resource.path("authorization_servers");
        if (servers.size() != 1) {
            throw AuthorizationServer.unsuitable(pds, "it names no single authorization server");
        }
        return at(issuer(pds, servers.get(0).asText()));
    }

    public AuthorizationServer at(URI issuer) {
        return AuthorizationServer.of(issuer, document(issuer, "/.well-known/oauth-authorization-server"));
    }

    private static URI issuer(URI pds, String text) {
        try {
            var issuer = URI.create(text);
            if (issuer.equals(origin(issuer))) {
                return issuer;
            }
        } catch (IllegalArgumentException e) {
            throw AuthorizationServer.unsuitable(pds, "its authorization server has no address")
                    .causedBy(e);
        }
        throw AuthorizationServer.unsuitable(pds, "its authorization server is at no plain origin: " + text);
    }

    private static URI origin(URI url) {
        return URI.create(url.getScheme() + "://" + url.getRawAuthority());
    }

    /** The client follows no redirects, which the profile forbids here too. */
    private ObjectNode document(URI origin, String path) {
        var answer = http.send(
                HttpRequest.get(origin.resolve(path)).atMost(MAX_ANSWER).within(Authorizations.LIMIT));
        if (answer.status() != 200) {
            throw AuthorizationServer.unsuitable(origin, "%s answered %d".formatted(path, answer.status()));
        }
        return answer.json();
    }
}

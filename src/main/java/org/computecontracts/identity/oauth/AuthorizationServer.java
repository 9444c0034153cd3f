package org.computecontracts.identity.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.computecontracts.kernel.ProblemException;

/** Where an account says who may act for it (RFC 8414, as the AT Protocol profiles it). */
public record AuthorizationServer(URI issuer, URI authorization, URI token, URI pushed, Optional<URI> revocation) {
    /** SERVER_UNSUITABLE when it is another issuer's document, or lacks what the profile demands. */
    static AuthorizationServer of(URI issuer, ObjectNode metadata) {
        if (!metadata.path("issuer").asText().equals(issuer.toString())) {
            throw unsuitable(issuer, "it calls itself %s".formatted(metadata.path("issuer")));
        }
        requireListed(issuer, metadata, "response_types_supported", "code");
        requireListed(issuer, metadata, "code_challenge_methods_supported", "S256");
        requireListed(issuer, metadata, "dpop_signing_alg_values_supported", "ES256");
        requireListed(issuer, metadata, "scopes_supported", "atproto");
        for (var promise : List.of(
                "authorization_response_iss_parameter_supported",
                "require_pushed_authorization_requests",
                "client_id_metadata_document_supported")) {
            if (!metadata.path(promise).asBoolean()) {
                throw unsuitable(issuer, "it does not promise " + promise);
            }
        }
        return new AuthorizationServer(
                issuer,
                endpoint(issuer, metadata, "authorization_endpoint"),
                endpoint(issuer, metadata, "token_endpoint"),
                endpoint(issuer, metadata, "pushed_authorization_request_endpoint"),
                metadata.has("revocation_endpoint")
                        ? Optional.of(endpoint(issuer, metadata, "revocation_endpoint"))
                        : Optional.empty());
    }

    private static void requireListed(URI issuer, JsonNode metadata, String field, String value) {
        if (StreamSupport.stream(metadata.path(field).spliterator(), false)
                .noneMatch(item -> item.asText().equals(value))) {
            throw unsuitable(issuer, "%s does not name %s".formatted(field, value));
        }
    }

    /** As strict as the issuer: a browser is sent to one of them, and secrets to the others. */
    private static URI endpoint(URI issuer, JsonNode metadata, String field) {
        try {
            var url = URI.create(metadata.path(field).asText());
            var plainToo = issuer.getScheme().equals("http") && "http".equals(url.getScheme());
            if (url.getHost() != null && url.getUserInfo() == null && ("https".equals(url.getScheme()) || plainToo)) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw unsuitable(issuer, field + " is no address").causedBy(e);
        }
        throw unsuitable(issuer, field + " is no safe address");
    }

    static ProblemException unsuitable(URI server, String reason) {
        return OAuthProblem.SERVER_UNSUITABLE.because("%s: %s", server, reason);
    }
}

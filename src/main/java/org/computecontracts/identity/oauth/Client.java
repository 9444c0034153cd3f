package org.computecontracts.identity.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.computecontracts.kernel.Json;

/**
 * This portal as authorization servers know it: by a document at its public address, or on one's own machine by the address
 * that the protocol sets aside for that.
 *
 * @param keys prove that it is this portal, the first of them what it says; a client on loopback has none
 */
public record Client(URI id, URI redirect, Scopes scopes, List<Es256Key> keys) {
    public static final String CALLBACK = "/oauth/callback";
    public static final String METADATA = "/oauth-client-metadata.json";
    public static final String BROAD_METADATA = "/oauth-client-metadata-broad.json";
    public static final String JWKS = "/oauth/jwks.json";
    private static final Duration ASSERTION_LIFE = Duration.ofMinutes(1);
    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    public Client {
        keys = List.copyOf(keys);
    }

    /** Known by the document it serves. */
    public static Client at(URI publicUrl, Scopes scopes, List<Es256Key> keys) {
        return new Client(publicUrl.resolve(METADATA), publicUrl.resolve(CALLBACK), scopes, keys);
    }

    /** On one's own machine: servers send the browser to plain http on 127.0.0.1, and nowhere else. */
    public static Client onLoopback(URI origin, Scopes scopes) {
        var redirect = origin.resolve(CALLBACK);
        var id = "http://localhost?redirect_uri=" + encoded(redirect.toString()) + "&scope=" + encoded(scopes.all());
        return new Client(URI.create(id), redirect, scopes, List.of());
    }

    /**
     * The same portal as a client that can ask for the broad scope alone: a server that does not know the fine ones refuses
     * the metadata of whoever may ask for them.
     */
    public Client broad() {
        var none = new Scopes(Set.of(), Set.of());
        return keys.isEmpty()
                ? onLoopback(redirect, none)
                : new Client(id.resolve(BROAD_METADATA), redirect, none, keys);
    }

    /** The key that proves it now; empty on loopback. */
    public Optional<String> keyId() {
        return keys.stream().findFirst().map(Es256Key::id);
    }

    /**
     * The same client as it was when a session began: a session belongs to the id it was given to, and to the key that asked for
     * it. GRANT_ENDED when that key is gone.
     */
    public Client as(URI formerId, Optional<String> formerKey) {
        var former = keys.stream()
                .filter(key -> formerKey.filter(key.id()::equals).isPresent())
                .toList();
        if (formerKey.isPresent() && former.isEmpty()) {
            throw OAuthProblem.GRANT_ENDED.because("The portal has given up the key that this session belongs to");
        }
        return new Client(formerId, redirect, scopes, former);
    }

    /** What says in a request who sends it (RFC 7523 where there is a key). */
    Map<String, String> authentication(URI issuer, Instant now) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("client_id", id.toString());
        keys.stream().findFirst().ifPresent(own -> {
            parameters.put("client_assertion_type", ASSERTION_TYPE);
            parameters.put("client_assertion", own.signNamingKey("JWT", assertion(issuer, now)));
        });
        return parameters;
    }

    private Map<String, Object> assertion(URI issuer, Instant now) {
        return Map.of(
                "iss", id.toString(),
                "sub", id.toString(),
                "aud", issuer.toString(),
                "jti", UUID.randomUUID().toString(),
                "iat", now.getEpochSecond(),
                "exp", now.plus(ASSERTION_LIFE).getEpochSecond());
    }

    /** The document at {@link #id()} (OAuth Client ID Metadata Document). */
    public ObjectNode metadata() {
        var document = Json.object()
                .put("client_id", id.toString())
                .put("client_name", "Compute Contracts")
                .put("client_uri", id.resolve("/").toString())
                .put("application_type", "web")
                .put("scope", scopes.all())
                .put("dpop_bound_access_tokens", true)
                .put("token_endpoint_auth_method", "private_key_jwt")
                .put("token_endpoint_auth_signing_alg", "ES256")
                .put("jwks_uri", id.resolve(JWKS).toString());
        document.putArray("redirect_uris").add(redirect.toString());
        document.putArray("grant_types").add("authorization_code").add("refresh_token");
        document.putArray("response_types").add("code");
        return document;
    }

    /** The public keys; none for a client on loopback. */
    public ObjectNode jwks() {
        var set = Json.object();
        var published = set.putArray("keys");
        keys.forEach(key -> published.add(Json.MAPPER.valueToTree(key.publicJwk())));
        return set;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

package org.computecontracts.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.computecontracts.kernel.Json;

/** A PDS that is its own authorization server, over HTTP on loopback; it checks every proof as a real one does. */
public final class OAuthPds implements AutoCloseable {
    public final List<String> calls = new CopyOnWriteArrayList<>();
    public final List<Map<String, String>> pushes = new CopyOnWriteArrayList<>();
    public final AtomicInteger refreshes = new AtomicInteger();
    public final Set<String> revoked = ConcurrentHashMap.newKeySet();
    public volatile UnaryOperator<ObjectNode> metadata = document -> document;
    public volatile UnaryOperator<ObjectNode> resource = document -> document;
    public volatile String redirectsMetadataTo = "";
    public volatile boolean knowsFineScopes = true;
    public volatile boolean knowsFineMetadata = true;
    public volatile boolean neverContent;
    public volatile boolean refusesRefresh;
    public volatile OAuthPds entryway = this;
    public volatile String subject;
    private final HttpServer server;
    private final Set<String> proofs = ConcurrentHashMap.newKeySet();
    private final AtomicInteger numbers = new AtomicInteger();
    private volatile String nonce = "nonce-1";
    private volatile String access = "";
    private volatile String refresh = "";
    private volatile String boundTo = "";

    private record Answer(int status, Map<String, String> headers, ObjectNode body) {}

    public OAuthPds(String subject) {
        this.subject = subject;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("oauth-pds-", 0).factory()));
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What the browser brings back once the person has said yes. */
    public Map<String, String> allowed(URI address) {
        var query = form(address.getRawQuery());
        var pushed = pushes.get(Integer.parseInt(query.get("request_uri").replaceFirst("urn:request:", "")));
        return new LinkedHashMap<>(Map.of("code", "code-1", "state", pushed.get("state"), "iss", uri().toString()));
    }

    public void changeNonce() {
        nonce = "nonce-" + numbers.incrementAndGet();
    }

    public void expireAccess() {
        access = "";
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        calls.add(path);
        var answer = answer(exchange, path, new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        var bytes = Json.write(answer.body()).getBytes(UTF_8);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Answer answer(HttpExchange exchange, String path, String body) {
        if (path.startsWith("/.well-known/") && !redirectsMetadataTo.isEmpty()) {
            return new Answer(302, Map.of("Location", redirectsMetadataTo), Json.object());
        }
        return switch (path) {
            case "/.well-known/oauth-protected-resource" -> ok(resource.apply(protectedResource()));
            case "/.well-known/oauth-authorization-server" -> ok(metadata.apply(authorizationServer()));
            case "/par", "/token", "/revoke" -> authorization(exchange, path, form(body));
            default -> resource(exchange, Json.readObject(body.getBytes(UTF_8)));
        };
    }

    private ObjectNode protectedResource() {
        var document = Json.object().put("resource", uri().toString());
        document.putArray("authorization_servers").add(entryway.uri().toString());
        return document;
    }

    private ObjectNode authorizationServer() {
        var document = Json.object()
                .put("issuer", uri().toString())
                .put("authorization_endpoint", uri() + "/authorize")
                .put("token_endpoint", uri() + "/token")
                .put("pushed_authorization_request_endpoint", uri() + "/par")
                .put("revocation_endpoint", uri() + "/revoke")
                .put("authorization_response_iss_parameter_supported", true)
                .put("require_pushed_authorization_requests", true)
                .put("client_id_metadata_document_supported", true);
        document.putArray("response_types_supported").add("code");
        document.putArray("code_challenge_methods_supported").add("S256");
        document.putArray("dpop_signing_alg_values_supported").add("ES256");
        document.putArray("scopes_supported").add("atproto").add("transition:generic");
        return document;
    }

    private Answer authorization(HttpExchange exchange, String path, Map<String, String> form) {
        var proof = proof(exchange, "");
        if (proof.isEmpty()) {
            return error(400, Map.of("DPoP-Nonce", nonce), "use_dpop_nonce");
        }
        return switch (path) {
            case "/par" -> push(form);
            case "/token" -> token(form, proof);
            default -> {
                revoked.add(form.getOrDefault("token", ""));
                yield ok(Json.object());
            }
        };
    }

    private Answer push(Map<String, String> form) {
        if (!knowsFineMetadata && form.getOrDefault("client_id", "").contains("repo%3A")) {
            return error(400, Map.of(), "invalid_client_metadata");
        }
        if (!knowsFineScopes && form.getOrDefault("scope", "").contains("repo:")) {
            return error(400, Map.of(), "invalid_scope");
        }
        pushes.add(form);
        return ok(Json.object().put("request_uri", "urn:request:" + (pushes.size() - 1)));
    }

    private synchronized Answer token(Map<String, String> form, String key) {
        if (form.getOrDefault("grant_type", "").equals("refresh_token")) {
            refreshes.incrementAndGet();
            if (refusesRefresh
                    || !key.equals(boundTo)
                    || !form.getOrDefault("refresh_token", "").equals(refresh)) {
                return error(400, Map.of(), "invalid_grant");
            }
        } else if (!redeems(form)) {
            return error(400, Map.of(), "invalid_grant");
        }
        var number = numbers.incrementAndGet();
        access = "access-" + number;
        refresh = "refresh-" + number;
        boundTo = key;
        return ok(Json.object()
                .put("token_type", "DPoP")
                .put("access_token", access)
                .put("refresh_token", refresh)
                .put("sub", subject)
                .put("scope", pushes.getLast().get("scope")));
    }

    private boolean redeems(Map<String, String> form) {
        var pushed = pushes.getLast();
        return form.getOrDefault("code", "").equals("code-1")
                && form.get("client_id").equals(pushed.get("client_id"))
                && form.get("redirect_uri").equals(pushed.get("redirect_uri"))
                && sha256(form.getOrDefault("code_verifier", "")).equals(pushed.get("code_challenge"));
    }

    /** putRecord, for the account of the token. */
    private Answer resource(HttpExchange exchange, ObjectNode input) {
        var token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                .replaceFirst("^DPoP ", "");
        var key = proof(exchange, token);
        if (key.isEmpty()) {
            return error(
                    401,
                    Map.of("DPoP-Nonce", nonce, "WWW-Authenticate", "DPoP error=\"use_dpop_nonce\""),
                    "use_dpop_nonce");
        }
        if (!token.equals(entryway.access) || !key.equals(entryway.boundTo)) {
            return error(401, Map.of("WWW-Authenticate", "DPoP error=\"invalid_token\""), "InvalidToken");
        }
        return ok(input);
    }

    /** The thumbprint of the key that proved itself; empty when another nonce is wanted. */
    private String proof(HttpExchange exchange, String token) {
        try {
            var proof = JWSObject.parse(exchange.getRequestHeaders().getFirst("DPoP"));
            var key = (ECKey) proof.getHeader().getJWK();
            var claims = proof.getPayload().toJSONObject();
            require(proof.verify(new ECDSAVerifier(key)), "signature");
            require(!key.isPrivate(), "a private key was sent");
            require(proof.getHeader().getType().getType().equals("dpop+jwt"), "typ");
            require(exchange.getRequestMethod().equals(claims.get("htm")), "htm");
            require((uri() + exchange.getRequestURI().getPath()).equals(claims.get("htu")), "htu");
            require(proofs.add(String.valueOf(claims.get("jti"))), "jti used before");
            require(token.isEmpty() ? !claims.containsKey("ath") : sha256(token).equals(claims.get("ath")), "ath");
            var content = !neverContent && nonce.equals(claims.get("nonce"));
            return content ? key.computeThumbprint().toString() : "";
        } catch (java.text.ParseException | com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("Wrong proof: " + what);
        }
    }

    private static String sha256(String text) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> form(String text) {
        var form = new LinkedHashMap<String, String>();
        for (var pair : List.of(text.split("&", -1))) {
            var parts = pair.split("=", 2);
            form.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
        }
        return form;
    }

    private Answer ok(ObjectNode body) {
        return new Answer(200, Map.of("Content-Type", "application/json", "DPoP-Nonce", nonce), body);
    }

    private static Answer error(int status, Map<String, String> headers, String name) {
        return new Answer(status, headers, Json.object().put("error", name).put("error_description", name + " it is"));
    }
}

package org.computecontracts.story;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.UUID;

/** Somebody with an account here, who knows nothing but the public interfaces. */
record Person(Outside outside, String handle, String did, String token) {
    private static final String PASSWORD = "correct horse battery staple";

    static Person signedUp(Outside outside, String handle) {
        var account = Answer.object().put("handle", handle).put("password", PASSWORD);
        var session = post(outside, "", "/api/accounts", account, key()).orFail();
        return new Person(
                outside,
                handle,
                session.path("did").asText(),
                session.path("token").asText());
    }

    /** The same tenant by another token. */
    Person with(String otherToken) {
        return new Person(outside, handle, did, otherToken);
    }

    Answer get(String path) {
        return outside.send(request(outside, token, path).GET());
    }

    Answer post(String path, JsonNode body) {
        return post(path, body, key());
    }

    Answer post(String path, JsonNode body, String idempotencyKey) {
        return post(outside, token, path, body, idempotencyKey);
    }

    Answer put(String path, JsonNode body) {
        return outside.send(request(outside, token, path).PUT(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    Answer delete(String path) {
        return outside.send(request(outside, token, path).DELETE());
    }

    static String key() {
        return UUID.randomUUID().toString();
    }

    JsonNode judge(Person subject, String kind, String reason) {
        var vouch =
                Answer.object().put("subject", subject.did()).put("kind", kind).put("reason", reason);
        return post("/api/trust/vouches", vouch).orFail();
    }

    void offers(String price) {
        offers(price, 16, "16G", "128G");
    }

    /** A builder of this size. */
    void offers(String price, int cpus, String mem, String disk) {
        var builder = Answer.object()
                .put("name", "sandbox")
                .put("backend", "sandbox")
                .put("cpus", cpus)
                .put("mem", mem)
                .put("disk", disk)
                .put("price", outside.hasChain() ? price : "0")
                .put("currency", "USDC")
                .put("frequency", "once");
        post("/api/builders", builder).orFail();
    }

    /** Takes no more requests: other tests are not to hear of it. */
    void retires() {
        get("/api/builders")
                .orFail()
                .forEach(builder -> put(
                                "/api/builders/" + builder.path("id").asText(),
                                Answer.object().put("active", false))
                        .orFail());
    }

    void has(String walletKey) {
        if (outside.hasChain()) {
            post("/api/wallet/key", Answer.object().put("key", walletKey)).orFail();
        }
    }

    String address() {
        return get("/api/wallet").orFail().path("address").asText();
    }

    /** As an app on this account would speak to its PDS. */
    String pdsToken() {
        return pdsToken(PASSWORD);
    }

    String pdsToken(String password) {
        var login = Answer.object().put("identifier", handle).put("password", password);
        return post(outside, "", "/xrpc/com.atproto.server.createSession", login, key())
                .orFail()
                .path("accessJwt")
                .asText();
    }

    /** Writes whatever it likes into its own repository. */
    JsonNode writes(String collection, JsonNode record) {
        var input =
                Answer.object().put("repo", did).put("collection", collection).put("validate", false);
        input.set("record", record);
        return post(outside, pdsToken(), "/xrpc/com.atproto.repo.createRecord", input, key())
                .orFail();
    }

    void deletes(String uri) {
        var parts = uri.split("/", -1);
        var input = Answer.object().put("repo", did).put("collection", parts[3]).put("rkey", parts[4]);
        post(outside, pdsToken(), "/xrpc/com.atproto.repo.deleteRecord", input, key())
                .orFail();
    }

    /** A service token of its own PDS. */
    String serviceToken(String audience, String method) {
        var path = "/xrpc/com.atproto.server.getServiceAuth?aud=" + audience + "&lxm=" + method;
        return outside.send(request(outside, pdsToken(), path).GET())
                .orFail()
                .path("token")
                .asText();
    }

    static Answer post(Outside outside, String token, String path, JsonNode body, String idempotencyKey) {
        return outside.send(request(outside, token, path)
                .header("Idempotency-Key", idempotencyKey)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    private static HttpRequest.Builder request(Outside outside, String token, String path) {
        var request = HttpRequest.newBuilder(URI.create(outside.portal().url() + path))
                .header("Content-Type", "application/json");
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }
}

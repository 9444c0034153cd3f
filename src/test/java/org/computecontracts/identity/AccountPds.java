package org.computecontracts.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.Json;

/** A PDS with a PLC directory, over HTTP on loopback: accounts, sessions whose refresh tokens work once, records. */
public class AccountPds implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    private final Map<String, ObjectNode> records = new ConcurrentHashMap<>();
    private final AtomicInteger tokens = new AtomicInteger();
    public final AtomicInteger refreshes = new AtomicInteger();
    public final List<String> calls = new CopyOnWriteArrayList<>();
    /** Paths whose calls are answered with 500. */
    public final List<String> broken = new CopyOnWriteArrayList<>();

    /** Accounts that live on another server, by DID. */
    public final Map<String, URI> elsewhere = new ConcurrentHashMap<>();

    /** The error that every write is answered with; empty for none. */
    public volatile String refusesWrites = "";

    public volatile boolean listsAttestationKeys = true;
    public volatile Runnable duringRefresh = () -> {};

    private record Account(
            String did, String handle, String password, String attestationKey, Map<String, String> live) {}

    public AccountPds() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("pds-", 0).factory()));
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public URI plc() {
        return URI.create(uri() + "/plc");
    }

    /** An account that this portal has not made. */
    public Did account(String handle, String password) {
        return new Did(create(handle, password, "").did());
    }

    /** A record in anybody's repository. */
    public void write(Did repository, String collection, String rkey, ObjectNode record) {
        records.put(key(repository.value(), collection, rkey), record.deepCopy().put("$type", collection));
    }

    public ObjectNode record(Did repository, String collection, String rkey) {
        return existingRecord(key(repository.value(), collection, rkey));
    }

    public void expireAccess(Did did) {
        existing(did.value()).live().remove("access");
    }

    public void endSession(Did did) {
        existing(did.value()).live().clear();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private Account existing(String did) {
        return Optional.ofNullable(accounts.get(did)).orElseThrow();
    }

    private ObjectNode existingRecord(String key) {
        return Optional.ofNullable(records.get(key)).orElseThrow();
    }

    /** Tells nobody. */
    public void rename(Did did, String handle) {
        accounts.computeIfPresent(
                did.value(),
                (key, known) ->
                        new Account(known.did(), handle, known.password(), known.attestationKey(), known.live()));
    }

    private Account create(String handle, String password, String attestationKey) {
        var did = "did:plc:" + handle.replace(".", "");
        var account = new Account(
                did, handle, password, listsAttestationKeys ? attestationKey : "", new ConcurrentHashMap<>());
        accounts.put(did, account);
        return account;
    }

    private void handle(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        calls.add(path);
        var answer = broken.stream().anyMatch(path::contains) ? error(500, "Broken") : answer(exchange, path);
        var bytes = Json.write(answer.body()).getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private record Answer(int status, ObjectNode body) {}

    private Answer answer(HttpExchange exchange, String path) throws IOException {
        if (path.startsWith("/plc/")) {
            return document(path.substring(5));
        }
        var body = exchange.getRequestBody().readAllBytes();
        var input = body.length == 0 ? Json.object() : Json.readObject(body);
        var query = query(exchange.getRequestURI());
        return switch (path.replaceFirst("/xrpc/com\\.atproto\\.", "")) {
            case "server.createAccount" -> createAccount(input);
            case "server.createSession" -> createSession(input);
            case "server.refreshSession" -> body.length > 0 ? error(400, "InvalidRequest") : refresh(bearer(exchange));
            case "server.deleteSession" -> deleteSession(bearer(exchange));
            case "identity.resolveHandle" -> resolve(query.getOrDefault("handle", ""));
            case "repo.createRecord", "repo.putRecord" -> put(input, bearer(exchange));
            case "repo.deleteRecord" -> delete(input, bearer(exchange));
            case "repo.getRecord" ->
                get(key(
                        query.getOrDefault("repo", ""),
                        query.getOrDefault("collection", ""),
                        query.getOrDefault("rkey", "")));
            case "repo.listRecords" -> list(query.get("repo") + "/" + query.get("collection") + "/");
            default -> error(501, "MethodNotImplemented");
        };
    }

    private Answer createAccount(ObjectNode input) {
        var handle = input.path("handle").asText();
        if (accounts.values().stream().anyMatch(account -> account.handle().equals(handle))) {
            return error(400, "HandleNotAvailable");
        }
        if (!input.path("email").asText().contains("@")) {
            return error(400, "InvalidRequest");
        }
        return session(create(
                handle,
                input.path("password").asText(),
                input.path("attestationKey").asText()));
    }

    private Answer createSession(ObjectNode input) {
        var account = accounts.get(input.path("identifier").asText());
        return account != null
                        && account.password().equals(input.path("password").asText())
                ? session(account)
                : error(401, "AuthenticationRequired");
    }

    private synchronized Answer refresh(String token) {
        refreshes.incrementAndGet();
        var found = holder(token);
        duringRefresh.run();
        return found.map(this::session).orElseGet(() -> error(400, "ExpiredToken"));
    }

    private Optional<Account> holder(String refreshToken) {
        return accounts.values().stream()
                .filter(account -> refreshToken.equals(account.live().get("refresh")))
                .findFirst();
    }

    private Answer deleteSession(String token) {
        holder(token).ifPresent(account -> account.live().remove("refresh"));
        return new Answer(200, Json.object());
    }

    private Answer session(Account account) {
        var number = tokens.incrementAndGet();
        account.live().put("access", "access-" + number + "-secret");
        account.live().put("refresh", "refresh-" + number + "-secret");
        return new Answer(
                200,
                Json.object()
                        .put("did", account.did())
                        .put("handle", account.handle())
                        .put("accessJwt", account.live().get("access"))
                        .put("refreshJwt", account.live().get("refresh")));
    }

    private Answer resolve(String handle) {
        return accounts.values().stream()
                .filter(account -> account.handle().equals(handle))
                .findFirst()
                .map(account -> new Answer(200, Json.object().put("did", account.did())))
                .orElseGet(() -> error(400, "HandleNotFound"));
    }

    private Answer document(String did) {
        var account = accounts.get(did);
        if (account == null) {
            return error(404, "NotFound");
        }
        var document = Json.object().put("id", did);
        document.putArray("alsoKnownAs").add("at://" + account.handle());
        document.putArray("service")
                .addObject()
                .put("id", "#atproto_pds")
                .put("type", "AtprotoPersonalDataServer")
                .put("serviceEndpoint", elsewhere.getOrDefault(did, uri()).toString());
        if (!account.attestationKey().isEmpty()) {
            document.putArray("verificationMethod")
                    .addObject()
                    .put("id", did + "#attestation")
                    .put("type", "Multikey")
                    .put("publicKeyMultibase", account.attestationKey().substring("did:key:".length()));
        }
        return new Answer(200, document);
    }

    private Answer put(ObjectNode input, String token) {
        if (!refusesWrites.isEmpty()) {
            return error(401, refusesWrites);
        }
        if (!isLive(input, token)) {
            return error(400, "ExpiredToken");
        }
        var key = key(
                input.path("repo").asText(),
                input.path("collection").asText(),
                input.path("rkey").asText());
        records.put(key, (ObjectNode) input.get("record"));
        return new Answer(200, ref(key));
    }

    private Answer delete(ObjectNode input, String token) {
        if (!isLive(input, token)) {
            return error(400, "ExpiredToken");
        }
        records.remove(key(
                input.path("repo").asText(),
                input.path("collection").asText(),
                input.path("rkey").asText()));
        return new Answer(200, Json.object());
    }

    private boolean isLive(ObjectNode input, String token) {
        return token.equals(existing(input.path("repo").asText()).live().get("access"));
    }

    private Answer get(String key) {
        return records.containsKey(key) ? new Answer(200, item(key)) : error(400, "RecordNotFound");
    }

    private Answer list(String prefix) {
        var answer = Json.object();
        var page = answer.putArray("records");
        new TreeMap<>(records)
                .keySet().stream()
                        .filter(key -> key.startsWith(prefix))
                        .map(this::item)
                        .forEach(page::add);
        return new Answer(200, answer);
    }

    private ObjectNode item(String key) {
        return ref(key).set("value", existingRecord(key));
    }

    private ObjectNode ref(String key) {
        return Json.object()
                .put("uri", "at://" + key)
                .put("cid", Cid.ofRecord(existingRecord(key)).value());
    }

    private static String key(String repository, String collection, String rkey) {
        return repository + "/" + collection + "/" + rkey;
    }

    private static String bearer(HttpExchange exchange) {
        var header = exchange.getRequestHeaders().getFirst("Authorization");
        return header == null ? "" : header.replaceFirst("Bearer ", "");
    }

    private static Map<String, String> query(URI uri) {
        var query = new HashMap<String, String>();
        if (uri.getRawQuery() != null) {
            for (var pair : List.of(uri.getRawQuery().split("&", -1))) {
                var parts = pair.split("=", 2);
                query.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
            }
        }
        return query;
    }

    private static Answer error(int status, String name) {
        return new Answer(status, Json.object().put("error", name).put("message", name + " it is"));
    }
}

package org.computecontracts.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.AtprotoSettings;
import org.computecontracts.atproto.Base32;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.atproto.Tid;
import org.computecontracts.atproto.pds.Pds;
import org.computecontracts.atproto.pds.PdsSession;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.atproto.xrpc.Xrpc;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.http.HttpAnswer;
import org.computecontracts.kernel.http.HttpRequest;
import org.computecontracts.kernel.http.SafeHttp;

/** A PDS with a did:plc directory on loopback that keeps everything in memory and answers as the reference PDS does. */
public final class FakePds implements AutoCloseable {
    private final HttpServer server;
    private final Map<Did, Account> accounts = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();

    /** Changes what getRecord and listRecords say about a record: a PDS that lies. */
    public volatile UnaryOperator<ObjectNode> lie = UnaryOperator.identity();

    /** What takes its time. */
    public interface Wait {
        void run() throws InterruptedException;
    }

    /** An account and its repository. */
    public static final class Account {
        public final Did did;
        public volatile Handle handle;
        public final SigningKey signingKey = SigningKey.generate(SigningKey.Curve.K256);
        public volatile ObjectNode document = Json.object();
        public volatile boolean tokenExpired;

        /** What its repository does before it answers: nothing, or wait. */
        public volatile Wait before = () -> {};

        /** How few records a page of its repository has, whatever is asked for. */
        public volatile int pageSize = Integer.MAX_VALUE;

        private void pause() {
            try {
                before.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private final NavigableMap<String, ObjectNode> records = new TreeMap<>();
        private volatile Tid rev = Tid.next();

        private Account(Did did, Handle handle) {
            this.did = did;
            this.handle = handle;
        }
    }

    private FakePds(HttpServer server) {
        this.server = server;
    }

    public static FakePds start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var pds = new FakePds(server);
            server.setExecutor(Executors.newCachedThreadPool());
            server.createContext("/", pds::serve);
            server.start();
            return pds;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public URI plc() {
        return url().resolve("/plc");
    }

    /** Paths of the requests so far, with their queries. */
    public List<String> calls() {
        return calls;
    }

    public Account account(String handle) {
        var random = Base32.encode(
                Cid.ofRaw(UUID.randomUUID().toString().getBytes(UTF_8)).bytes());
        var account = new Account(new Did("did:plc:" + random.substring(10, 34)), new Handle(handle));
        account.document.put("id", account.did.value()).putArray("alsoKnownAs").add("at://" + handle);
        addKey(account, "atproto", account.signingKey);
        account.document
                .putArray("service")
                .addObject()
                .put("id", "#atproto_pds")
                .put("type", "AtprotoPersonalDataServer")
                .put("serviceEndpoint", url().toString());
        accounts.put(account.did, account);
        return account;
    }

    /** Tells nobody. */
    public static void rename(Account account, String handle) {
        account.handle = new Handle(handle);
        account.document.putArray("alsoKnownAs").add("at://" + handle);
    }

    public static void addKey(Account account, String fragment, SigningKey key) {
        account.document
                .withArrayProperty("verificationMethod")
                .addObject()
                .put("id", account.did + "#" + fragment)
                .put("type", "Multikey")
                .put("controller", account.did.value())
                .put("publicKeyMultibase", key.verifyingKey().multibase());
    }

    public PdsSession session(Account account) {
        return new PdsSession() {
            @Override
            public Did did() {
                return account.did;
            }

            @Override
            public URI pds() {
                return url();
            }

            @Override
            public HttpAnswer send(HttpRequest request) {
                return http().send(request.bearer(account.did.value()));
            }
        };
    }

    public SafeHttp http() {
        return SafeHttp.with(true, Path.of("target"));
    }

    public Identities identities(Clock clock) {
        return Identities.with(http(), AtprotoSettings.with(plc(), List.of(url())), clock);
    }

    public Pds client() {
        return Pds.with(Xrpc.with(http()), identities(Clock.systemUTC()));
    }

    private void serve(HttpExchange exchange) throws IOException {
        calls.add(exchange.getRequestURI().toString());
        Reply reply;
        try {
            reply = answer(exchange);
        } catch (RuntimeException e) {
            reply = error(500, "InternalServerError", "Internal Server Error");
        }
        var body = Json.write(reply.body()).getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(reply.status(), body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private record Reply(int status, JsonNode body) {}

    private static Reply ok(JsonNode body) {
        return new Reply(200, body);
    }

    private static Reply error(int status, String error, String message) {
        return new Reply(status, Json.object().put("error", error).put("message", message));
    }

    private Reply answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        if (path.startsWith("/plc/")) {
            return Optional.ofNullable(accounts.get(new Did(path.substring("/plc/".length()))))
                    .map(account -> ok(account.document))
                    .orElseGet(() -> error(404, "", "DID not registered"));
        }
        var query = query(exchange.getRequestURI().getRawQuery());
        return switch (path.replace("/xrpc/", "")) {
            case "com.atproto.identity.resolveHandle" -> resolveHandle(query);
            case "com.atproto.repo.getRecord" -> getRecord(query);
            case "com.atproto.repo.listRecords" -> listRecords(query);
            case "com.atproto.sync.getLatestCommit" ->
                ok(Json.object().put("rev", account(query).rev.value()));
            default -> authorised(exchange, path.replace("/xrpc/", ""), query);
        };
    }

    private Account account(Map<String, String> query) {
        var account = accounts.get(new Did(query.getOrDefault("repo", query.getOrDefault("did", ""))));
        if (account == null) {
            throw new IllegalArgumentException("no such repo");
        }
        account.pause();
        return account;
    }

    private Reply resolveHandle(Map<String, String> query) {
        return accounts.values().stream()
                .filter(account -> account.handle.value().equals(query.get("handle")))
                .findFirst()
                .map(account -> ok(Json.object().put("did", account.did.value())))
                .orElseGet(() -> error(400, "HandleNotFound", "Unable to resolve handle"));
    }

    private Reply getRecord(Map<String, String> query) {
        var account = accounts.get(new Did(query.get("repo")));
        if (account == null) {
            return error(400, "InvalidRequest", "Could not find repo: " + query.get("repo"));
        }
        account.pause();
        synchronized (account) {
            var record = account.records.get(query.get("collection") + "/" + query.get("rkey"));
            var version = query.get("cid");
            if (record == null
                    || (version != null && !version.equals(Cid.ofRecord(record).value()))) {
                return error(400, "RecordNotFound", "Could not locate record");
            }
            return ok(view(account, query.get("collection") + "/" + query.get("rkey"), record));
        }
    }

    private ObjectNode view(Account account, String key, ObjectNode record) {
        var view = Json.object()
                .put("uri", "at://" + account.did + "/" + key)
                .put("cid", Cid.ofRecord(record).value());
        view.set("value", record.deepCopy());
        return lie.apply(view);
    }

    private Reply listRecords(Map<String, String> query) {
        var account = account(query);
        var prefix = query.get("collection") + "/";
        var limit = Math.min(account.pageSize, Integer.parseInt(query.getOrDefault("limit", "50")));
        var answer = Json.object();
        var records = answer.putArray("records");
        synchronized (account) {
            var end = prefix + query.getOrDefault("cursor", "\uffff");
            for (var entry : account.records
                    .subMap(prefix, true, end, false)
                    .descendingMap()
                    .entrySet()) {
                if (records.size() < limit) {
                    records.add(view(account, entry.getKey(), entry.getValue()));
                    answer.put("cursor", entry.getKey().substring(prefix.length()));
                }
            }
        }
        return ok(answer);
    }

    private Reply authorised(HttpExchange exchange, String method, Map<String, String> query) throws IOException {
        var header = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        var account = accounts.get(new Did(header.replace("Bearer ", "")));
        if (account == null) {
            return error(401, "AuthMissing", "Authentication Required");
        }
        if (account.tokenExpired) {
            return error(400, "ExpiredToken", "Token has expired");
        }
        if (method.equals("com.atproto.server.getServiceAuth")) {
            return ok(Json.object().put("token", serviceToken(account, query.get("aud"), query.get("lxm"))));
        }
        var input = Json.readObject(exchange.getRequestBody().readAllBytes());
        synchronized (account) {
            account.rev = Tid.next();
            return write(account, method, input);
        }
    }

    private Reply write(Account account, String method, ObjectNode input) {
        var key = input.path("collection").asText() + "/" + input.path("rkey").asText();
        var there = account.records.get(key);
        switch (method) {
            case "com.atproto.repo.deleteRecord" -> {
                account.records.remove(key);
                return ok(Json.object());
            }
            case "com.atproto.repo.createRecord" -> {
                if (there != null) {
                    return error(500, "InternalServerError", "Internal Server Error");
                }
            }
            case "com.atproto.repo.putRecord" -> {
                var swap = input.path("swapRecord").asText("");
                if (!swap.isEmpty()
                        && (there == null || !Cid.ofRecord(there).value().equals(swap))) {
                    return error(400, "InvalidSwap", "Record was at another CID");
                }
            }
            default -> {
                return error(501, "MethodNotImplemented", method);
            }
        }
        var record = (ObjectNode) input.path("record");
        account.records.put(key, record);
        return ok(Json.object()
                .put("uri", "at://" + account.did + "/" + key)
                .put("cid", Cid.ofRecord(record).value()));
    }

    /** As com.atproto.server.getServiceAuth makes it. */
    public static String serviceToken(Account account, String aud, String lxm) {
        var now = Clock.systemUTC().instant();
        return jwt(
                Json.object()
                        .put("typ", "JWT")
                        .put("alg", account.signingKey.curve().jwsAlgorithm()),
                Json.object()
                        .put("iss", account.did.value())
                        .put("aud", aud)
                        .put("lxm", lxm)
                        .put("iat", now.getEpochSecond())
                        .put("exp", now.plus(Duration.ofSeconds(60)).getEpochSecond())
                        .put("jti", UUID.randomUUID().toString()),
                account.signingKey);
    }

    public static String jwt(ObjectNode header, ObjectNode claims, SigningKey key) {
        var base64 = Base64.getUrlEncoder().withoutPadding();
        var signed = base64.encodeToString(Json.write(header).getBytes(UTF_8))
                + "."
                + base64.encodeToString(Json.write(claims).getBytes(UTF_8));
        return signed + "." + base64.encodeToString(key.sign(signed.getBytes(UTF_8)));
    }

    private static Map<String, String> query(String raw) {
        var query = new LinkedHashMap<String, String>();
        for (var pair : new ArrayList<>(List.of((raw == null ? "" : raw).split("&", -1)))) {
            var equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
            }
        }
        return query;
    }

    /** What is stored, past the protocol. */
    public Optional<ObjectNode> stored(AtUri uri) {
        var account = accounts.get(uri.authority());
        synchronized (account) {
            return Optional.ofNullable(account.records.get(uri.collection() + "/" + uri.rkey()));
        }
    }

    /** Puts a record, past the protocol. */
    public AtUri store(Account account, Nsid collection, String rkey, ObjectNode record) {
        synchronized (account) {
            account.records.put(collection + "/" + rkey, record);
        }
        return AtUri.of(account.did, collection, rkey);
    }

    /** Takes a record away, past the protocol. */
    public void remove(AtUri uri) {
        var account = accounts.get(uri.authority());
        synchronized (account) {
            account.records.remove(uri.collection() + "/" + uri.rkey());
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

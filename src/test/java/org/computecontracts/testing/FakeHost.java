package org.computecontracts.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.computecontracts.atproto.AtprotoSettings;
import org.computecontracts.atproto.Base32;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.atproto.repo.Car;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.http.SafeHttp;
import org.computecontracts.testing.SignedRepo.Write;
import org.jspecify.annotations.Nullable;

/** A host of signed repositories with a stream and a did:plc directory, on loopback; it can be made to misbehave. */
public final class FakeHost implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Map<Did, SignedRepo> repos = new ConcurrentHashMap<>();
    private final Map<Did, ObjectNode> documents = new ConcurrentHashMap<>();
    private final NavigableMap<Long, byte[]> kept = new ConcurrentSkipListMap<>();
    private final List<ServerWebSocket> listeners = new CopyOnWriteArrayList<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private long last;
    private volatile int invented;

    /** What getRepo and getRecord answer instead, when set. */
    public volatile @Nullable String refusal;

    /** Done before a request is answered, when set; told its path and query. */
    public volatile @Nullable Consumer<String> beforeAnswer;

    /** Makes a lie of what getBlocks answers, when set. */
    public volatile @Nullable UnaryOperator<Car> lie;

    /** What describeRepo answers instead, when set. */
    public volatile @Nullable ObjectNode description;

    /** Whether it knows getBlocks. */
    public volatile boolean givesBlocks = true;

    private FakeHost() {
        server = vertx.createHttpServer().webSocketHandler(this::subscribe).requestHandler(this::answer);
        await(server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture());
    }

    public static FakeHost start() {
        return new FakeHost();
    }

    private static void await(CompletableFuture<?> future) {
        future.orTimeout(10, TimeUnit.SECONDS).join();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    public SafeHttp http() {
        return SafeHttp.with(true, Path.of("target"));
    }

    public Identities identities(Clock clock) {
        return Identities.with(http(), AtprotoSettings.with(url().resolve("/plc"), List.of(url())), clock);
    }

    public List<String> calls() {
        return calls;
    }

    public int listeners() {
        return listeners.size();
    }

    public SignedRepo account(String handle) {
        var did = did(handle);
        var repo = new SignedRepo(did, SigningKey.generate(SigningKey.Curve.K256));
        repos.put(did, repo);
        publish(repo, handle, url());
        return repo;
    }

    private static Did did(String name) {
        var random =
                Base32.encode(Cid.ofRaw(name.getBytes(StandardCharsets.UTF_8)).bytes());
        return new Did("did:plc:" + random.substring(10, 34));
    }

    /** The DID document as it is from now on. */
    public void publish(SignedRepo repo, String handle, URI pds) {
        var document = Json.object().put("id", repo.did.value());
        document.putArray("alsoKnownAs").add("at://" + handle);
        document.putArray("verificationMethod")
                .addObject()
                .put("id", repo.did + "#atproto")
                .put("type", "Multikey")
                .put("publicKeyMultibase", repo.key.verifyingKey().multibase());
        document.putArray("service")
                .addObject()
                .put("id", "#atproto_pds")
                .put("type", "AtprotoPersonalDataServer")
                .put("serviceEndpoint", pds.toString());
        documents.put(repo.did, document);
    }

    /** As if the repository had never been here. */
    public void withhold(Did did) {
        repos.remove(did);
    }

    /** Lists so many accounts more that are nobody's. */
    public void invent(int accounts) {
        invented = accounts;
    }

    /** The directory says that this account has ended. */
    public void tombstone(Did did) {
        documents.put(did, Json.object());
    }

    public synchronized long next() {
        return ++last;
    }

    /** Writes and tells it. */
    public byte[] write(SignedRepo repo, Write... writes) {
        synchronized (repo) {
            var seq = next();
            return tell(seq, SignedRepo.frame("#commit", repo.commit(seq, writes)));
        }
    }

    public byte[] tell(long seq, byte[] frame) {
        kept.put(seq, frame);
        listeners.forEach(listener -> listener.writeBinaryMessage(Buffer.buffer(frame)));
        return frame;
    }

    public void send(byte[] message) {
        listeners.forEach(listener -> listener.writeBinaryMessage(Buffer.buffer(message)));
    }

    /** Forgets what was told and counts from the beginning again, as one does that was set up anew. */
    public synchronized void startOver() {
        kept.clear();
        last = 0;
    }

    public void cut() {
        listeners.forEach(ServerWebSocket::close);
        listeners.clear();
    }

    private void subscribe(ServerWebSocket socket) {
        calls.add(socket.uri());
        var query = socket.uri();
        if (query.contains("cursor=")) {
            var cursor = Long.parseLong(query.substring(query.indexOf("cursor=") + 7));
            if (cursor > last) {
                socket.writeBinaryMessage(Buffer.buffer(SignedRepo.error("FutureCursor")));
                socket.close((short) 1008, "FutureCursor");
                return;
            }
            kept.tailMap(cursor, false).values().forEach(frame -> socket.writeBinaryMessage(Buffer.buffer(frame)));
        }
        listeners.add(socket);
        socket.closeHandler(closed -> listeners.remove(socket));
    }

    private void answer(HttpServerRequest request) {
        calls.add(request.uri());
        var before = beforeAnswer;
        if (before != null) {
            before.accept(request.uri());
        }
        if (request.path().startsWith("/plc/")) {
            var document = documents.get(new Did(request.path().substring(5)));
            request.response().setStatusCode(document != null && document.isEmpty() ? 410 : 200);
            json(request, document);
            return;
        }
        switch (request.path().replace("/xrpc/", "")) {
            case "com.atproto.sync.getRepo" -> archive(request);
            case "com.atproto.sync.getRecord" -> proof(request);
            case "com.atproto.sync.getBlocks" -> blocks(request);
            case "com.atproto.sync.listRepos" -> json(request, list());
            case "com.atproto.repo.describeRepo" -> json(request, described(request));
            case "com.atproto.sync.getRepoStatus" -> json(request, Json.object().put("active", true));
            case "com.atproto.server.describeServer" -> json(request, Json.object());
            default -> json(request, null);
        }
    }

    private @Nullable SignedRepo repo(HttpServerRequest request, String name) {
        return repos.get(new Did(request.getParam(name)));
    }

    private void archive(HttpServerRequest request) {
        var repo = repo(request, "did");
        if (refused(request, repo == null ? "RepoNotFound" : refusal) || repo == null) {
            return;
        }
        synchronized (repo) {
            request.response().end(Buffer.buffer(repo.archive()));
        }
    }

    private void proof(HttpServerRequest request) {
        var repo = repo(request, "did");
        if (refused(request, repo == null ? "RepoNotFound" : refusal) || repo == null) {
            return;
        }
        synchronized (repo) {
            var path = request.getParam("collection") + "/" + request.getParam("rkey");
            request.response().end(Buffer.buffer(repo.proof(path)));
        }
    }

    private void blocks(HttpServerRequest request) {
        var repo = repo(request, "did");
        if (!givesBlocks || repo == null) {
            json(request, null);
            return;
        }
        var asked = request.params().getAll("cids").stream().map(Cid::new).toList();
        Car found;
        synchronized (repo) {
            found = repo.blocks(asked);
        }
        var liar = lie;
        if (liar != null) {
            request.response().end(Buffer.buffer(liar.apply(found).bytes()));
        } else if (found.blocks().size() == Set.copyOf(asked).size()) {
            request.response().end(Buffer.buffer(found.bytes()));
        } else {
            request.response().setStatusCode(400).end("{\"error\":\"InvalidRequest\"}");
        }
    }

    private static boolean refused(HttpServerRequest request, @Nullable String error) {
        if (error == null) {
            return false;
        }
        request.response()
                .setStatusCode(400)
                .end(Json.object().put("error", error).toString());
        return true;
    }

    private ObjectNode list() {
        var answer = Json.object();
        var list = answer.putArray("repos");
        repos.values()
                .forEach(repo -> list.addObject()
                        .put("did", repo.did.value())
                        .put("head", repo.head().cid().value())
                        .put("rev", repo.rev().value())
                        .put("active", true));
        for (var i = 0; i < invented; i++) {
            list.addObject().put("did", did("invented " + i).value()).put("active", true);
        }
        return answer;
    }

    private @Nullable ObjectNode described(HttpServerRequest request) {
        var repo = repo(request, "repo");
        var told = description;
        if (repo == null || told != null) {
            return told;
        }
        var answer = Json.object();
        var collections = answer.putArray("collections");
        synchronized (repo) {
            new ArrayList<>(repo.paths())
                    .stream()
                            .map(path -> path.substring(0, path.indexOf('/')))
                            .distinct()
                            .forEach(collections::add);
        }
        return answer;
    }

    private static void json(HttpServerRequest request, @Nullable JsonNode body) {
        request.response()
                .putHeader("Content-Type", "application/json")
                .setStatusCode(body == null ? 404 : request.response().getStatusCode())
                .end(body == null ? "{\"error\":\"NotFound\"}" : body.toString());
    }

    @Override
    public void close() {
        await(vertx.close().toCompletionStage().toCompletableFuture());
    }
}

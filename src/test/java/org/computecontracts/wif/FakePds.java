package org.computecontracts.wif;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.Tid;
import org.computecontracts.atproto.pds.PdsSession;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.http.HttpAnswer;
import org.computecontracts.kernel.http.HttpRequest;
import org.computecontracts.kernel.http.SafeHttp;

/** A personal data server that speaks HTTP, keeps records in memory and takes only the current session of an account. */
final class FakePds {
    private final Map<String, Map<String, ObjectNode>> repositories = new ConcurrentHashMap<>();
    private final Map<String, Integer> generations = new ConcurrentHashMap<>();
    final List<WebCall> received = new ArrayList<>();
    Runnable beforeCreate = () -> {};

    WebReply answer(WebCall call) {
        received.add(call);
        var method = call.path().substring("/xrpc/".length());
        return switch (method) {
            case "com.atproto.repo.listRecords" -> list(query(call));
            case "com.atproto.repo.getRecord" -> get(query(call));
            default -> write(method, call);
        };
    }

    List<ObjectNode> records(Did did, String collection) {
        return repository(did.value()).entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(collection + "/"))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** What the account's sessions held so far is worth nothing any more. */
    void expireSessions(Did did) {
        generations.merge(did.value(), 1, Integer::sum);
    }

    PdsSession session(Did did, URI pds, SafeHttp http) {
        return new PdsSession() {
            private String token = token(did.value());

            @Override
            public Did did() {
                return did;
            }

            @Override
            public URI pds() {
                return pds;
            }

            @Override
            public HttpAnswer send(HttpRequest request) {
                var answer = http.send(request.bearer(token));
                if (!answer.text().contains("ExpiredToken")) {
                    return answer;
                }
                token = token(did.value());
                return http.send(request.bearer(token));
            }
        };
    }

    private String token(String did) {
        return "session-" + generations.getOrDefault(did, 0) + "-" + did;
    }

    private Map<String, ObjectNode> repository(String did) {
        return repositories.computeIfAbsent(did, name -> new TreeMap<>());
    }

    private WebReply write(String method, WebCall call) {
        var input = Json.readObject(call.body());
        var did = input.path("repo").asText();
        if (!call.bearer().equals(Optional.of(token(did)))) {
            return error(400, "ExpiredToken", "Token has expired");
        }
        if (method.equals("com.atproto.repo.createRecord")) {
            beforeCreate.run();
        }
        var rkey = input.path("rkey").asText(Tid.next().value());
        var key = input.path("collection").asText() + "/" + rkey;
        if (method.equals("com.atproto.repo.deleteRecord")) {
            repository(did).remove(key);
            return WebReply.json(200, "{}");
        }
        repository(did).put(key, (ObjectNode) input.path("record"));
        return WebReply.json(200, item(did, key));
    }

    private WebReply list(Map<String, String> query) {
        var did = String.valueOf(query.get("repo"));
        var page = Json.object();
        var items = page.putArray("records");
        repository(did).keySet().stream()
                .filter(key -> key.startsWith(query.get("collection") + "/"))
                .forEach(key -> items.add(item(did, key)));
        return WebReply.json(200, page);
    }

    private WebReply get(Map<String, String> query) {
        var did = String.valueOf(query.get("repo"));
        var key = query.get("collection") + "/" + query.get("rkey");
        return repository(did).containsKey(key)
                ? WebReply.json(200, item(did, key))
                : error(400, "RecordNotFound", "Could not locate record");
    }

    private ObjectNode item(String did, String key) {
        var record = Objects.requireNonNull(repository(did).get(key));
        var parts = key.split("/", 2);
        var item = Json.object()
                .put("uri", AtUri.of(new Did(did), new Nsid(parts[0]), parts[1]).value())
                .put("cid", Cid.ofRecord(record).value());
        item.set("value", record);
        return item;
    }

    private static WebReply error(int status, String error, String message) {
        return WebReply.json(status, Json.object().put("error", error).put("message", message));
    }

    private static Map<String, String> query(WebCall call) {
        var parameters = new TreeMap<String, String>();
        for (var pair : call.query().split("&", -1)) {
            var parts = pair.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }
}

package org.computecontracts.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** As much of the REST API as a story sees, over real HTTP; the contract goes one step further each time it is asked for. */
class FakePortal {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> requests = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private final List<String> prices = new ArrayList<>();
    private final Set<String> accounts = new HashSet<>();

    private @Nullable HttpServer server;
    private @Nullable JsonNode acceptance;
    private boolean ended;
    private boolean buildsFail;
    private boolean busy;
    private int looks;

    void open() throws IOException {
        var opened = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        opened.createContext("/", this::answer);
        opened.start();
        server = opened;
    }

    void close() {
        if (server != null) {
            server.stop(0);
        }
    }

    URI url() {
        if (server == null) {
            throw new IllegalStateException("Not open");
        }
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void failBuilds() {
        buildsFail = true;
    }

    /** Back to before the contract; the accounts stay. */
    void rewind() {
        acceptance = null;
        ended = false;
        looks = 0;
    }

    List<String> requests() {
        return requests;
    }

    List<String> idempotencyKeys() {
        return keys;
    }

    List<String> prices() {
        return prices;
    }

    String accepted() {
        return String.valueOf(acceptance);
    }

    /** Still works for what it is asked next, the first time that it is asked. */
    synchronized void isBusyOnce() {
        busy = true;
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        if (busy) {
            busy = false;
            send(exchange, 409, "{\"type\":\"/problems/idempotency-key-busy\"}");
            return;
        }
        var request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        requests.add(request);
        if (exchange.getRequestMethod().equals("POST")) {
            keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")));
        }
        var body = JSON.readTree(exchange.getRequestBody());
        var known = request.equals("POST /api/accounts")
                && !accounts.add(body.path("handle").asText());
        var answer = request.equals("GET /page")
                ? "Hello World!\n"
                : reply(request, body).toString();
        send(exchange, known ? 409 : 200, answer);
    }

    private static void send(HttpExchange exchange, int status, String answer) throws IOException {
        exchange.sendResponseHeaders(status, 0);
        exchange.getResponseBody().write(answer.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        exchange.close();
    }

    private JsonNode reply(String request, JsonNode body) {
        return switch (request) {
            case "POST /api/accounts" -> account(body.path("handle").asText());
            case "POST /api/session" -> account(body.path("identifier").asText());
            case "GET /api/builders" -> JSON.createArrayNode();
            case "POST /api/builders" -> {
                prices.add(body.path("price").asText());
                yield body;
            }
            case "GET /api/rfps/example" -> JSON.createObjectNode().put("cpus", 1);
            case "POST /api/rfps" -> JSON.createObjectNode().put("id", "c1");
            case "GET /api/contracts/c1" -> contract();
            case "POST /api/contracts/c1/acceptance" -> {
                acceptance = body;
                yield body;
            }
            case "POST /api/contracts/c1/end" -> {
                ended = true;
                yield body;
            }
            default -> JSON.createObjectNode().put("uri", "at://did:plc:alicetest/vouch/1");
        };
    }

    private static ObjectNode account(String handle) {
        return JSON.createObjectNode()
                .put("did", "did:plc:" + handle.replace(".", ""))
                .put("token", "cc_" + handle);
    }

    private ObjectNode contract() {
        looks++;
        var contract = JSON.createObjectNode().put("state", state());
        contract.put("problem", "the image is missing");
        step(contract.putArray("steps"), 4, "RFP", "asks for one machine", "at://did:plc:alicetest/rfp/1");
        var bids = contract.putArray("bids");
        bid(bids, "evetest", false);
        if (looks > 1) {
            bid(bids, "bobtest", true);
        }
        if (acceptance != null && looks > 3) {
            contract.put("url", url() + "/page");
        }
        if (ended) {
            step((ArrayNode) contract.path("steps"), 16, "End", "ends the contract", "at://did:plc:alicetest/event/1");
        }
        return contract;
    }

    private String state() {
        if (ended) {
            return "ENDED";
        }
        return acceptance != null && buildsFail ? "FAILED" : "OPEN";
    }

    private static void step(ArrayNode steps, int number, String title, String text, String uri) {
        steps.addObject()
                .put("number", number)
                .put("title", title)
                .put("actor", "did:plc:alicetest")
                .put("detail", text)
                .putObject("record")
                .put("uri", uri);
    }

    private static void bid(ArrayNode bids, String bidder, boolean allowed) {
        bids.addObject()
                .put("allowed", allowed)
                .putObject("ref")
                .put("uri", "at://did:plc:" + bidder + "/bid/1")
                .put("cid", "bafy");
    }
}

package org.computecontracts.payment.evm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.http.HttpRequest;
import org.computecontracts.kernel.http.SafeHttp;
import org.computecontracts.payment.PaymentProblem;

/** JSON-RPC 2.0 to one node, several calls in one round trip. */
public final class Rpc {
    private static final int MOST_BYTES = 4 << 20;

    private final SafeHttp http;
    private final URI node;

    public Rpc(SafeHttp http, URI node) {
        this.http = http;
        this.node = node;
    }

    /** One call and its arguments, which become JSON as they are. */
    public record Call(String method, List<Object> params) {
        public static Call of(String method, Object... params) {
            return new Call(method, List.of(params));
        }
    }

    /** The results of all calls, in their order; CHAIN_UNAVAILABLE when one failed. */
    public List<JsonNode> all(Call... calls) {
        return send(calls).stream().map(Reply::orThrow).toList();
    }

    public JsonNode one(String method, Object... params) {
        return all(Call.of(method, params)).getFirst();
    }

    /** One reply a call, in their order, refusals among them. */
    public List<Reply> send(Call... calls) {
        var batch = Json.MAPPER.createArrayNode();
        for (var i = 0; i < calls.length; i++) {
            batch.addObject()
                    .put("jsonrpc", "2.0")
                    .put("id", i)
                    .put("method", calls[i].method())
                    .set("params", Json.MAPPER.valueToTree(calls[i].params()));
        }
        return replies(batch);
    }

    private List<Reply> replies(ArrayNode batch) {
        var answers = new TreeMap<Integer, Reply>();
        for (var answer : post(batch)) {
            var id = answer.path("id").asInt(-1);
            if (id >= 0 && id < batch.size()) {
                answers.put(id, reply(batch.get(id).path("method").asText(), answer));
            }
        }
        if (answers.size() != batch.size()) {
            throw PaymentProblem.CHAIN_UNAVAILABLE.because(
                    "The node of the chain answers %d of %d calls", answers.size(), batch.size());
        }
        return List.copyOf(answers.values());
    }

    private static Reply reply(String method, JsonNode answer) {
        var error = answer.path("error");
        return error.isObject()
                ? new Reply(
                        method,
                        MissingNode.getInstance(),
                        List.of(new RpcError(
                                error.path("code").asInt(),
                                error.path("message").asText())))
                : new Reply(method, answer.path("result"), List.of());
    }

    /** The node's address stays out of the message: it may hold a key. */
    private JsonNode post(ArrayNode batch) {
        var request = HttpRequest.post(
                        node, "application/json", Json.write(batch).getBytes(StandardCharsets.UTF_8))
                .within(Duration.ofSeconds(8))
                .atMost(MOST_BYTES);
        try {
            return Json.read(http.send(request).orFail().text());
        } catch (ProblemException e) {
            throw PaymentProblem.CHAIN_UNAVAILABLE
                    .because("The node of the chain does not answer as it should")
                    .causedBy(e);
        }
    }

    /** What came back for one call: a result, or an error. */
    public record Reply(String method, JsonNode result, List<RpcError> errors) {
        JsonNode orThrow() {
            for (var error : errors) {
                throw PaymentProblem.CHAIN_UNAVAILABLE.because("The node refuses %s: %s", method, error.message());
            }
            return result;
        }
    }
}

package org.computecontracts.payment.evm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.http.SafeHttp;
import org.computecontracts.payment.PaymentProblem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node may answer to several calls at once. */
class RpcTest {
    private static final Rpc.Call CHAIN = Rpc.Call.of("eth_chainId");
    private static final Rpc.Call TIP = Rpc.Call.of("eth_maxPriorityFeePerGas");

    private String answer = "";
    private HttpServer node;
    private Rpc rpc;

    @BeforeEach
    void aNodeAnswersWhatItIsTold() throws IOException {
        node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        node.createContext("/", call -> {
            var bytes = answer.getBytes(UTF_8);
            call.getResponseHeaders().set("Content-Type", "application/json");
            call.sendResponseHeaders(200, bytes.length);
            call.getResponseBody().write(bytes);
            call.close();
        });
        node.start();
        rpc = new Rpc(
                SafeHttp.with(true, Path.of("target")),
                URI.create("http://127.0.0.1:" + node.getAddress().getPort() + "/secret-key"));
    }

    @AfterEach
    void stop() {
        node.stop(0);
    }

    /** JSON-RPC 2.0, section 6: the answers of a batch may come in any order. */
    @Test
    void everyCallGetsItsOwnAnswerInWhateverOrderTheyCome() {
        answer = """
                [{"jsonrpc":"2.0","id":1,"result":"0x2"},{"jsonrpc":"2.0","id":0,"result":"0x7a69"}]""";

        assertThat(rpc.all(CHAIN, TIP)).extracting(JsonNode::asText).containsExactly("0x7a69", "0x2");
    }

    @Test
    void aRefusalBelongsToItsCallAlone() {
        answer = """
                [{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"not here"}},
                 {"jsonrpc":"2.0","id":0,"result":"0x7a69"}]""";

        var replies = rpc.send(CHAIN, TIP);

        assertThat(replies.getFirst().orThrow().asText()).isEqualTo("0x7a69");
        assertThat(replies.getLast().errors()).containsExactly(new RpcError(-32601, "not here"));
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> rpc.all(CHAIN, TIP))
                .withMessageContaining("refuses eth_maxPriorityFeePerGas: not here");
    }

    @Test
    void anythingButOneAnswerToEachCallIsAChainThatIsNotThere() {
        for (var bad : new String[] {
            "",
            "null",
            "[]",
            "{}",
            "<html>",
            "[1, 2]",
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,\"message\":\"too many\"}}",
            "[{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":\"0x1\"}]",
            "[{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":\"0x1\"},{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":\"0x2\"}]",
            "[{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":\"0x1\"},{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":\"0x2\"}]"
        }) {
            answer = bad;

            assertThatExceptionOfType(ProblemException.class)
                    .as(bad)
                    .isThrownBy(() -> rpc.all(CHAIN, TIP))
                    .satisfies(refused -> assertThat(refused.type()).isEqualTo(PaymentProblem.CHAIN_UNAVAILABLE))
                    .satisfies(refused -> assertThat(refused.detail()).doesNotContain("secret-key"));
        }
    }

    @Test
    void argumentsBecomeJsonAsTheyAre() {
        answer = "[{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":{\"a\":1}}]";

        assertThat(rpc.one("eth_getLogs", Json.object().put("fromBlock", "0x1"), true))
                .isEqualTo(Json.object().put("a", 1));
    }
}

package org.computecontracts.pds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.computecontracts.atproto.xrpc.XrpcCall;
import org.computecontracts.atproto.xrpc.XrpcMethod;
import org.computecontracts.atproto.xrpc.XrpcMethods;
import org.computecontracts.atproto.xrpc.XrpcReply;
import org.computecontracts.kernel.Json;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever a method is called with, it answers, or refuses with a reason: it never fails. */
class HostileCallsTest {
    private static final Database DATABASE = Database.fresh();
    private static final int CALLS = 60;
    /** These hash a password for each call. */
    private static final Set<String> SLOW = Set.of(
            "com.atproto.server.createAccount",
            "com.atproto.server.createSession",
            "com.atproto.server.deleteAccount",
            "com.atproto.identity.signPlcOperation",
            "org.computecontracts.server.changePassword");

    private static final int SLOW_CALLS = 8;
    /** What a caller does to itself: the others would have nothing more to show. */
    private static final Set<String> ENDINGS =
            Set.of("com.atproto.server.deactivateAccount", "com.atproto.server.deleteSession");

    private static final List<String> POISON = List.of(
            "null",
            "true",
            "-1",
            "99999999999999999999",
            "1.5",
            "\"\"",
            "\"\\u0000\"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"..\"",
            "\"a/../b\"",
            "\"did:plc:\"",
            "\"did:web:localhost%3A1\"",
            "\"at://x/y/z\"",
            "\"bafyreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy\"",
            "\"' or 1=1 --\"",
            "{}",
            "{\"$link\":\"x\"}",
            "{\"$bytes\":1}",
            "{\"$type\":\"blob\"}",
            "[]",
            "[[[[1]]]]",
            "[{\"$type\":\"com.atproto.repo.applyWrites#delete\",\"collection\":\"com.example.note\",\"rkey\":\"\\u0000\"}]",
            "[{\"$type\":\"com.atproto.repo.applyWrites#create\",\"collection\":\"com.example.note\",\"value\":[]}]");

    private final PdsUnderTest pds = new PdsUnderTest(DATABASE, new MovingClock());
    private final XrpcMethods methods = XrpcMethods.of(pds.methods());
    private Map<String, JsonNode> good = Map.of();
    private String token = "";

    @BeforeEach
    void aliceIsHere() {
        DATABASE.clear();
        var alice = pds.signUp("alice.test");
        token = alice.access();
        var did = alice.did().value();
        good = new LinkedHashMap<>();
        Map.of("repo", did, "did", did, "collection", "com.example.note", "rkey", "a", "handle", "alice.test")
                .forEach((name, value) -> good.put(name, TextNode.valueOf(value)));
        Map.of("identifier", "alice.test", "password", "wrong horse", "token", "wrong horse", "name", "phone")
                .forEach((name, value) -> good.put(name, TextNode.valueOf(value)));
        Map.of("aud", "did:web:market.example", "lxm", "com.example.call", "limit", "3", "newPassword", "long enough")
                .forEach((name, value) -> good.put(name, TextNode.valueOf(value)));
        for (var name : List.of("cid", "cids", "cursor", "since", "exp", "swapCommit", "swapRecord", "recoveryKey")) {
            good.put(name, TextNode.valueOf(""));
        }
        for (var name : List.of("record", "writes", "operation", "preferences", "validate", "reverse", "privileged")) {
            good.put(name, Json.object());
        }
    }

    @Test
    void noMethodFailsWhateverItIsCalledWith() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        for (var method : pds.methods()) {
            var calls = ENDINGS.contains(method.nsid()) ? 0 : SLOW.contains(method.nsid()) ? SLOW_CALLS : CALLS;
            for (var i = 0; i < calls; i++) {
                var call = call(method, random);
                var reply = methods.answer(call);
                assertThat(reply.status())
                        .as("seed %d: %s %s %s", seed, call.nsid(), call.query(), text(call.body()))
                        .isIn(200, 400, 401, 403, 404, 409, 410, 413, 429, 501, 502, 503);
                assertNamed(reply);
            }
        }
    }

    private static void assertNamed(XrpcReply reply) {
        if (reply.status() != 200) {
            var refusal = Json.readObject(reply.body());
            assertThat(refusal.path("error").asText()).matches("[A-Z][A-Za-z]+");
            assertThat(refusal.path("message").asText())
                    .isNotEmpty()
                    .isNotEqualTo("null")
                    .doesNotContain("Exception");
        }
    }

    private XrpcCall call(XrpcMethod method, Random random) {
        var input = input(random);
        var isQuery = method.kind() == XrpcMethod.Kind.QUERY;
        var body = switch (random.nextInt(8)) {
            case 0 -> "[".repeat(random.nextInt(3000));
            case 1 -> Json.write(input).substring(random.nextInt(3));
            default -> Json.write(input);
        };
        return new XrpcCall(
                isQuery ? "GET" : "POST",
                method.nsid().equals(XrpcMethods.ANY_OTHER) ? "com.example.call" : method.nsid(),
                isQuery ? query(input) : "",
                isQuery ? new byte[0] : body.getBytes(StandardCharsets.UTF_8),
                Map.of("authorization", "Bearer " + token, "atproto-proxy", random.nextBoolean() ? "x" : "did:web:#"),
                "192.0.2." + random.nextInt(200));
    }

    private ObjectNode input(Random random) {
        var input = Json.object();
        good.forEach((name, value) -> {
            switch (random.nextInt(6)) {
                case 0 -> input.set(name, Json.read(POISON.get(random.nextInt(POISON.size()))));
                case 1 -> {}
                default -> input.set(name, value);
            }
        });
        return input;
    }

    private static String query(ObjectNode input) {
        return input.properties().stream()
                .filter(field -> !field.getValue().asText().isEmpty())
                .map(field -> field.getKey() + "="
                        + URLEncoder.encode(field.getValue().asText(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String text(byte[] body) {
        return new String(body, 0, Math.min(1000, body.length), StandardCharsets.UTF_8);
    }
}

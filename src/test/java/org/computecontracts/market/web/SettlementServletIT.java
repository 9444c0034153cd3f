package org.computecontracts.market.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.computecontracts.kernel.Json;
import org.computecontracts.testing.PortalUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settlement address of the running portal, as clients, proxies and web pages of others come to it. */
class SettlementServletIT {
    private static final String CID = "bafyreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";
    private static final String NOBODYS =
            "at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/com.publicdomainrelay.temp.market.accept/3kabcdefghijk";
    private final PortalUnderTest portal = PortalUnderTest.running();
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void everySpellingReachesTheSameAccept() throws IOException, InterruptedException {
        var raw = get("/ccr/" + NOBODYS + "/" + CID);
        assertThat(raw.statusCode()).as(raw.body()).isEqualTo(404);
        var encoded = NOBODYS.replace(":", "%3A").replace("/", "%2F");
        for (var spelling : new String[] {
            "/ccr/" + NOBODYS.replace("at://", "at:/") + "/" + CID,
            "/ccr/" + NOBODYS + "/" + CID + "/",
            "//ccr//" + NOBODYS + "/" + CID,
            "/ccr/" + encoded + "/" + CID,
            "/ccr/" + encoded + "%2F" + CID,
            "/ccr/" + encoded.replace("%", "%25") + "/" + CID,
            "/ccr/at:%2F%2F" + NOBODYS.substring(5) + "/" + CID,
            "/ccr?uri=" + encoded + "&cid=" + CID,
            "/ccr/?uri=" + encoded + "&cid=" + CID,
            "/ccr?uri=" + NOBODYS + "&cid=" + CID
        }) {
            var answer = get(spelling);

            assertThat(answer.body()).as(spelling).isEqualTo(raw.body());
        }
    }

    @Test
    void aWebPageOfOthersMayPay() throws IOException, InterruptedException {
        var preflight = send(request("/ccr/" + NOBODYS + "/" + CID)
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "payment-signature"));

        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .contains("*");
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers"))
                .contains("payment-signature");
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods"))
                .contains("GET,HEAD");
        var answer = get("/ccr/" + NOBODYS + "/" + CID);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(answer.headers().firstValue("Access-Control-Expose-Headers").orElse(""))
                .contains("PAYMENT-REQUIRED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
    void otherMethodsAreRefusedInJson(String method) throws IOException, InterruptedException {
        var answer = send(request("/ccr/" + NOBODYS + "/" + CID).method(method, HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(Json.read(answer.body()).path("detail").asText()).contains("not by " + method);
    }

    @Test
    void nothingIsFetchedAhead() throws IOException, InterruptedException {
        var answer = send(request("/ccr/" + NOBODYS + "/" + CID).header("Sec-Purpose", "prefetch;prerender"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("not ahead of it");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + portal.http().getPort() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}

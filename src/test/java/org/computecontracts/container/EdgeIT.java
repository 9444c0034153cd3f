package org.computecontracts.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import org.computecontracts.container.Visitor.Answer;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RunAsClient
class EdgeIT extends InContainer {
    @ArquillianResource
    URI portal;

    private Visitor visitor;

    @BeforeEach
    void visit() {
        visitor = Visitor.of(portal);
    }

    @Test
    void takesWhatIsValid() {
        var answer = visitor.post("/probe/wishes", "{\"name\":\"a\",\"cpus\":8}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/cpus").asInt()).isEqualTo(8);
    }

    /** Bean Validation, which the server has a mapper of its own for. */
    @Test
    void namesTheMemberThatIsInvalid() {
        var answer =
                refused(visitor.post("/probe/wishes", "{\"name\":\"a\",\"cpus\":9}"), 400, "/problems/invalid-input");

        assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo("cpus");
        assertThat(answer.json().at("/errors/0/message").asText()).contains("8");
        assertThat(answer.json().at("/instance").asText()).isEqualTo("/probe/wishes");
    }

    /** Jackson, not JSON-B, which the server would ask first. */
    @Test
    void namesTheMemberThatIsMissing() {
        var answer = refused(visitor.post("/probe/wishes", "{\"cpus\":1}"), 400, "/problems/invalid-input");

        assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo("name");
    }

    @Test
    void saysWhatIsNoJson() {
        refused(visitor.post("/probe/wishes", "{"), 400, "/problems/invalid-input");
    }

    @Test
    void saysWhyItIsRefused() {
        var answer = refused(visitor.get("/probe/refusal"), 404, "/problems/not-found");

        assertThat(answer.json().at("/detail").asText()).isEqualTo("No wish 7");
    }

    @Test
    void saysNothingOfAFault() {
        var answer = refused(visitor.get("/probe/fault"), 500, "about:blank");

        assertThat(answer.text()).doesNotContain("password", "IllegalState", "org.computecontracts");
    }

    @Test
    void saysThatSomebodyWasQuicker() {
        refused(visitor.post("/probe/overtaken", "{}"), 409, "/problems/changed-meanwhile");
    }

    @Test
    void whatIsNotThereAndWhatIsNotDoneAreProblemsToo() {
        refused(visitor.get("/probe/nothing"), 404, "about:blank");
        refused(visitor.get("/probe/wishes"), 405, "about:blank");
        refused(
                visitor.send(visitor.request("/probe/wishes")
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("x"))),
                415,
                "about:blank");
    }

    @Test
    void aRightIsAskedForBeforeAnythingIsDone() {
        refused(visitor.get("/probe/right"), 401, "/problems/not-signed-in");
    }

    /** The portal's own filters, in their order. */
    @Test
    void theApiAsksWhoItIs() {
        refused(visitor.get("/api/contracts"), 401, "/problems/not-signed-in");
        refused(visitor.send(visitor.request("/api/contracts").header("Authorization", "Bearer wrong")), 401, null);
        refused(visitor.post("/api/rfps", "{}", "Origin", "https://eve.example"), 403, "/problems/foreign-origin");
        refused(visitor.post("/api/rfps", "{}", "Idempotency-Key", "k".repeat(201)), 400, "/problems/invalid-input");
        refused(visitor.post("/api/rfps", "x".repeat(256 * 1024 + 1)), 413, "/problems/too-large");
    }

    private static Answer refused(Answer answer, int status, @Nullable String type) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.type()).startsWith("application/problem+json");
        if (type != null) {
            assertThat(answer.json().at("/type").asText()).isEqualTo(type);
        }
        return answer;
    }
}

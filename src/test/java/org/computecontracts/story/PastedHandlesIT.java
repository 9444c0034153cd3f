package org.computecontracts.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A handle copied from a profile page is the handle that is seen there, wherever somebody types one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PastedHandlesIT {
    private static final String PASSWORD = "correct horse battery staple";

    private final Outside outside = new Outside();
    private final String suffix = "-" + Long.toString(System.nanoTime(), 36) + ".test";
    private final Person ada = Person.signedUp(outside, "\u202a@Ada" + suffix + "\u202c");
    private final Person ben = Person.signedUp(outside, "ben" + suffix);

    @Test
    void signsUpAndIn() {
        assertThat(ada.get("/api/session").orFail().path("handle").asText()).isEqualTo("ada" + suffix);
        for (var path : new String[] {"/api/session", "/xrpc/com.atproto.server.createSession"}) {
            assertThat(Person.post(outside, "", path, credentials(), Person.key())
                            .orFail()
                            .path("did")
                            .asText())
                    .isEqualTo(ben.did());
        }
    }

    @Test
    void invites() {
        var invitation = Answer.object().put("handle", pasted(ben)).put("role", "AUDITOR");

        assertThat(ada.post("/api/members/invitations", invitation)
                        .orFail()
                        .path("handle")
                        .asText())
                .isEqualTo(ben.handle());
    }

    @Test
    void judges() {
        var vouch = Answer.object().put("subject", pasted(ben)).put("kind", "VOUCH");
        ada.post("/api/trust/vouches", vouch).orFail();

        var verdict =
                ada.get("/api/trust/verdicts/" + URLEncoder.encode(pasted(ben).strip(), StandardCharsets.UTF_8));
        assertThat(verdict.orFail().toString()).contains(ada.did());
    }

    /** What is in the middle is left as it is, and shown. */
    @Test
    void showsWhatCannotBeSeen() {
        var invitation = Answer.object().put("handle", "be\u202an" + suffix).put("role", "AUDITOR");

        var answer = ada.post("/api/members/invitations", invitation);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo("handle");
        assertThat(answer.json().at("/errors/0/message").asText()).contains("be<U+202A>n");
    }

    private ObjectNode credentials() {
        return Answer.object().put("identifier", pasted(ben)).put("password", PASSWORD);
    }

    private static String pasted(Person person) {
        return "\u200e\u00a0@" + person.handle().replace("ben", "Ben") + "\u202c ";
    }
}

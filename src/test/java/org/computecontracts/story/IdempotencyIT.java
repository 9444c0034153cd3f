package org.computecontracts.story;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One Idempotency-Key, one deed and one answer, however often and on whatever it is sent. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdempotencyIT {
    private static final int AT_ONCE = 20;

    private final Outside outside = new Outside();
    private final String suffix = "-" + Long.toString(System.nanoTime(), 36) + ".test";
    private final Person ada = Person.signedUp(outside, "ada" + suffix);
    private final Person ben = Person.signedUp(outside, "ben" + suffix);

    @Test
    void twentyAtOnceInviteOnce() {
        var key = Person.key();
        var answers = atOnce(() -> ada.post("/api/members/invitations", invitation(), key));

        assertThat(answers).extracting(Answer::status).containsOnly(200, 409).contains(200);
        var ids = answers.stream()
                .filter(answer -> answer.status() == 200)
                .map(answer -> answer.json().path("id"))
                .collect(toSet());
        assertThat(ids).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 409)
                .allSatisfy(answer -> assertThat(answer.refusal()).isEqualTo("/problems/idempotency-key-busy"));
        var there = ada.get("/api/members/invitations").orFail();
        assertThat(there).hasSize(1);
        assertThat(ids).containsExactly(there.get(0).path("id"));
        assertThat(ada.post("/api/members/invitations", invitation(), key).orFail())
                .isEqualTo(there.get(0));
    }

    @Test
    void answersWithSecretsAreGivenAgainToo() {
        var account = Answer.object().put("handle", "cyd" + suffix).put("password", "correct horse battery staple");
        var session = Answer.object().put("identifier", "cyd" + suffix).put("password", "correct horse battery staple");
        var wallet = Answer.object().put("key", "0x" + "7".repeat(64));

        twice("/api/accounts", ada.with(""), account);
        twice("/api/session", ada.with(""), session);
        twice("/api/tokens", ada, token("READ").put("name", "twice"));
        twice("/api/wallet/key", ada, wallet);
        assertThat(ada.get("/api/tokens").orFail().findValuesAsText("name")).containsOnlyOnce("twice");
    }

    private static void twice(String path, Person who, ObjectNode body) {
        var key = Person.key();
        var first = who.post(path, body, key).orFail();

        assertThat(who.post(path, body, key).orFail()).as(path).isEqualTo(first);
    }

    @Test
    void anAnswerWithNothingInItIsGivenAgain() {
        var key = Person.key();
        var doubt = Answer.object().put("did", ada.did());

        var first = ada.post("/api/network/resync", doubt, key);
        var second = ada.post("/api/network/resync", doubt, key);

        assertThat(second).isEqualTo(first);
    }

    /** The rights of the one who asks again count, as they do for whoever asks first. */
    @Test
    void whoMayNotDoItDoesNotGetItsAnswer() {
        var vouched = Person.key();
        var vouch =
                Answer.object().put("subject", ben.did()).put("kind", "VOUCH").put("reason", "good");
        ada.post("/api/trust/vouches", vouch, vouched).orFail();
        var issued = Person.key();
        ada.post("/api/tokens", token("BUY"), issued).orFail();
        var reads = tokenOf("READ");
        var manages = tokenOf("MANAGE");

        refused(reads.post("/api/trust/vouches", vouch, vouched), 403, "right-missing");
        refused(manages.post("/api/tokens", token("BUY"), issued), 403, "right-missing");
        refused(ada.with("").post("/api/trust/vouches", vouch, vouched), 401, "not-signed-in");
    }

    @Test
    void aStrangersKeyIsNobodyElses() {
        var key = Person.key();
        var ours = Answer.object().put("identifier", ada.handle()).put("password", "correct horse battery staple");
        var theirs = Answer.object().put("identifier", ben.handle()).put("password", "correct horse battery staple");

        var one = ada.with("").post("/api/session", ours, key).orFail();
        var other = ada.with("").post("/api/session", theirs, key).orFail();

        assertThat(one.path("did").asText()).isEqualTo(ada.did());
        assertThat(other.path("did").asText()).isEqualTo(ben.did());
        refused(ada.with("").post("/api/session", ours.put("password", "wrong one"), key), 401, "");
    }

    @Test
    void whatWasRefusedMayBeCorrectedUnderTheSameKey() {
        var key = Person.key();
        refused(ada.post("/api/tokens", token("READ").put("days", 0), key), 400, "invalid-input");

        ada.post("/api/tokens", token("READ"), key).orFail();
        refused(ada.post("/api/tokens", token("READ").put("days", 2), key), 422, "idempotency-key-reused");
    }

    @Test
    void noKeyIsSilentlyIgnored() {
        for (var key : List.of("k".repeat(201), " ")) {
            refused(ada.post("/api/tokens", token("READ"), key), 400, "invalid-input");
        }
        ada.post("/api/tokens", token("READ"), "k".repeat(200)).orFail();
    }

    private static List<Answer> atOnce(Supplier<Answer> ask) {
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var asked = Stream.generate(() -> CompletableFuture.supplyAsync(ask, threads))
                    .limit(AT_ONCE)
                    .toList();
            return asked.stream().map(CompletableFuture::join).toList();
        }
    }

    private Person tokenOf(String right) {
        return ada.with(
                ada.post("/api/tokens", token(right)).orFail().path("secret").asText());
    }

    private ObjectNode invitation() {
        return Answer.object().put("handle", ben.handle()).put("role", "AUDITOR");
    }

    private static ObjectNode token(String right) {
        var token = Answer.object().put("name", "again").put("days", 1);
        token.putArray("rights").add(right);
        return token;
    }

    private static void refused(Answer answer, int status, String name) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.refusal()).contains(name);
    }
}

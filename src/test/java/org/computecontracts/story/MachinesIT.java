package org.computecontracts.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.computecontracts.market.contract.StepKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Machines otherwise than in the story: several of one role, one that dies, one that only computes. */
class MachinesIT {
    private static final String COMPUTES = "#cloud-config\nruncmd:\n  - echo computed > /root/result\n";

    private final Outside outside = new Outside();
    private final String suffix = "-" + Long.toString(System.nanoTime(), 36) + ".test";
    private final Person alice = Person.signedUp(outside, "alba" + suffix);
    private final Person bob = Person.signedUp(outside, "bert" + suffix);

    @BeforeEach
    void settle() {
        assumeTrue(Outside.hasGuests(), "no guest image or runc");
        alice.has("0x8b3a350cf5c34c9194ca85829a2df0ec3153be0318b5e2d3348e872092edffba");
        bob.offers("0.05");
        alice.judge(bob, "VOUCH", "delivers");
    }

    @AfterEach
    void leave() {
        bob.retires();
    }

    /** Their tokens have one subject, their contracts nothing in common. */
    @Test
    void twoOfOneRoleServeTheirOwnPagesUntilTheirOwnEnds() {
        var one = requested("one");
        var two = accepted(greeting("two").put("serviceName", "two"));
        var first = one.untilReachable();
        var second = two.untilReachable();
        assertThat(Story.url(second).getHost()).startsWith("two--");
        assertThat(outside.curl(Story.url(first))).isEqualTo("Hello one!\n");
        assertThat(outside.curl(Story.url(second))).isEqualTo("Hello two!\n");

        one.end();

        assertThat(outside.curl(Story.url(second))).isEqualTo("Hello two!\n");
        assertThat(outside.statusOfStrangersName(Story.url(first))).isEqualTo("404");
        assertThat(held("com.fedproxy.rbac")).isOne();
        assertThat(held("com.fedproxy.sshPublicKey")).isOne();
        two.end();
        assertThat(held("com.fedproxy.rbac")).isZero();
        assertThat(held("com.fedproxy.sshPublicKey")).isZero();
    }

    /** Whoever does what it may not do any more must have the right to nothing. */
    @Test
    void aMachineThatDiesLeavesNoRightBehind() {
        var deal = requested("all");
        deal.untilReachable();
        deal.until("user_data run", view -> Deal.hasStep(view, StepKind.USER_DATA_RUN, bob));

        Story.eventually(
                "no other machine", () -> outside.containers().strip().lines().count() == 1);
        outside.kill(outside.containers().strip());

        assertThat(deal.untilState("FAILED").path("problem").asText()).contains("ended by itself");
        assertThat(held("com.fedproxy.rbac")).isZero();
        assertThat(held("com.fedproxy.sshPublicKey")).isZero();
        Story.eventually(
                "Bob's right gone",
                () -> outside.records(bob.did(), "com.fedproxy.rbac").isEmpty());
    }

    @Test
    void aMachineThatOnlyComputesRunsWithoutAnAddress() {
        var wish = (ObjectNode) Deal.example(alice);
        var deal = accepted(wish.put("userData", COMPUTES));

        var running = deal.untilState("RUNNING");

        assertThat(running.hasNonNull("url")).isFalse();
        assertThat(Deal.hasStep(running, 12)).isFalse();
        deal.end();
        assertThat(held("com.fedproxy.rbac")).isZero();
    }

    /** It registers another name than the one it was granted: its requester reads that, and sees nothing green. */
    @Test
    void aWorkloadThatIsRefusedTellsItsRequesterWhy() {
        var userData = greeting("nobody").path("userData").asText();
        var wish = greeting("nobody")
                .put("serviceName", "mine")
                .put("userData", userData.replace("{{service}}", "theirs").replace("--retry 60", "--retry 1"));
        var deal = accepted(wish);

        var running = deal.untilState("RUNNING");
        assertThat(running.path("well").asBoolean(true)).isFalse();

        running = deal.until("why", view -> view.path("problem").asText().contains("was refused"));

        assertThat(running.path("problem").asText()).contains("createRecord");
        assertThat(running.path("well").asBoolean(true)).isFalse();
        deal.end();
    }

    /** A role may be more than a host name can: what is taken is built. */
    @Test
    void aRoleOfAnyLettersIsBuilt() {
        var wish = (ObjectNode) Deal.example(alice);
        var deal = accepted(wish.put("role", "Cap_A.b").put("userData", COMPUTES));

        deal.untilState("RUNNING");

        deal.end();
    }

    /** The page offers it to both; what was paid for longer than there was a machine is owed. */
    @Test
    void theRequesterHearsOfItWhenTheProviderEnds() {
        var deal = accepted(((ObjectNode) Deal.example(alice)).put("userData", COMPUTES));
        deal.untilState("RUNNING");
        var sold = deal.soldBy(bob).path("id").asText();

        bob.post("/api/contracts/" + sold + "/end", Answer.object()).orFail();

        var over = deal.untilState("ENDED");
        assertThat(Deal.hasStep(over, StepKind.PROVIDER_ENDED, bob)).isTrue();
        assertThat(held("com.fedproxy.rbac")).isZero();
        Story.eventually(
                "Bob's side ended",
                () -> bob.get("/api/contracts/" + sold)
                        .orFail()
                        .path("state")
                        .asText()
                        .equals("ENDED"));
        if (outside.hasChain()) {
            assertThat(bob.get("/api/contracts/" + sold + "/payments").orFail().findValuesAsText("state"))
                    .containsExactly("REFUND_DUE");
        }
    }

    /** One builder for one machine, two who ask: the second gets a bid when there is room for it, and word until then. */
    @Test
    void roomIsSoldOnceAndAgainWhenItIsThereAgain() {
        var carl = Person.signedUp(outside, "carl" + suffix);
        // Too small for the requests that other tests leave open, which would have the room
        carl.offers("0.05", 1, "500M", "4G");
        alice.judge(carl, "VOUCH", "delivers");
        try {
            bob.retires();
            var request =
                    ((ObjectNode) Deal.example(alice)).put("userData", COMPUTES).put("mem", "500M");
            var first = Deal.requested(alice, request);
            var bid = first.bidOf(carl);
            var second = Deal.requested(alice, request);
            second.until("word", view -> Deal.hasStep(view, StepKind.BID_WITHHELD, carl));
            assertThat(second.look().path("bids")).isEmpty();
            assertThat(first.accept(bid).status()).isEqualTo(200);
            first.untilState("RUNNING");
            assertThat(second.look().path("bids")).isEmpty();

            first.end();

            assertThat(second.accept(second.bidOf(carl)).status()).isEqualTo(200);
            second.untilState("RUNNING");
            second.end();
        } finally {
            carl.retires();
        }
    }

    /** What is taken back is acted on by nobody: the provider of an open request hears that it is over, too. */
    @Test
    void aRequestThatIsEndedIsTakenBack() {
        var deal = Deal.requested(alice, Deal.example(alice));
        deal.bidOf(bob);
        var rfp = deal.look().path("rfp").path("uri").asText();

        deal.end();

        assertThat(outside.find(rfp).status()).isGreaterThanOrEqualTo(400);
    }

    /** Both sides and the payment agree: who could not pay and ended it is not made to pay afterwards. */
    @Test
    void anEmptyWalletIsWaitedForAndTheEndIsHeardOfByTheProvider() {
        assumeTrue(outside.hasChain(), "no chain");
        var dora = Person.signedUp(outside, "dora" + suffix);
        dora.judge(bob, "VOUCH", "delivers");
        var deal = Deal.requested(dora, ((ObjectNode) Deal.example(dora)).put("userData", COMPUTES));
        assertThat(deal.accept(deal.bidOf(bob)).status()).isEqualTo(200);
        deal.until("word", view -> view.path("problem").asText().contains("asked is 0.05"));
        var accept = deal.look().path("accept");
        var settle =
                "/ccr/" + accept.path("uri").asText() + "/" + accept.path("cid").asText();
        assertThat(outside.get(settle).status()).isEqualTo(402);

        deal.end();

        Story.eventually("nothing to be paid", () -> outside.get(settle).status() != 402);
        assertThat(outside.get(settle).body()).doesNotContain("payTo");
        Story.eventually(
                "Bob has heard of it",
                () -> deal.soldBy(bob).path("state").asText().equals("ENDED"));
    }

    private Deal requested(String name) {
        return accepted(greeting(name));
    }

    private Deal accepted(JsonNode wish) {
        var deal = Deal.requested(alice, wish);
        var answer = deal.accept(deal.bidOf(bob));
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return deal;
    }

    private ObjectNode greeting(String name) {
        var wish = (ObjectNode) Deal.example(alice);
        return wish.put("userData", wish.path("userData").asText().replace("Hello World!", "Hello " + name + "!"));
    }

    private int held(String collection) {
        return outside.records(alice.did(), collection).size();
    }
}

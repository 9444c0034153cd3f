package org.computecontracts.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Machines otherwise than in the story: several of one role, one that dies, one that only computes. */
class MachinesIT {
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
        var deal = accepted(wish.put("userData", "#cloud-config\nruncmd:\n  - echo computed > /root/result\n"));

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

        assertThat(running.path("problem").asText()).contains("was refused").contains("createRecord");
        assertThat(running.path("well").asBoolean(true)).isFalse();
        deal.end();
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

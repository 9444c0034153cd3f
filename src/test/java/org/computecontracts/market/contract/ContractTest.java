package org.computecontracts.market.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.market.protocol.MarketProblem;
import org.computecontracts.market.protocol.NewRfp;
import org.junit.jupiter.api.Test;

class ContractTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Did ALICE = new Did("did:plc:aaaaaaaaaaaaaaaaaaaaaaaa");
    private static final Did BOB = new Did("did:plc:bbbbbbbbbbbbbbbbbbbbbbbb");
    private static final NewRfp REQUEST =
            new NewRfp(1, "512M", "4G", "10G", null, null, "web", "#cloud-config\n", null);
    private static final StrongRef RFP = ref(ALICE, "market.rfp", 1);
    private static final StrongRef BID = ref(BOB, "market.bid", 2);
    private static final StrongRef OTHER_BID = ref(BOB, "market.bid", 3);
    private static final StrongRef ACCEPT = ref(ALICE, "market.accept", 4);
    private static final StrongRef OTHER_ACCEPT = ref(ALICE, "market.accept", 5);
    private static final AtUri ROLE = new AtUri("at://" + ALICE.value() + "/com.fedproxy.rbac/6");

    private static StrongRef ref(Did author, String name, int number) {
        var uri = new AtUri("at://" + author.value() + "/com.publicdomainrelay.temp." + name + "/" + number);
        return new StrongRef(uri, Cid.ofRecord(Json.object().put("number", number)));
    }

    private static Contract open() {
        var contract = Contract.drafted(UUID.randomUUID(), TenantId.random(), ALICE, REQUEST, NOW);
        contract.published(RFP, NOW);
        return contract;
    }

    private static Contract accepted() {
        var contract = open();
        contract.award(BID, BOB, NOW);
        contract.accepted(ACCEPT, NOW);
        return contract;
    }

    private static Contract bidding() {
        var contract = Contract.seen(TenantId.random(), BOB, RFP, REQUEST, NOW);
        contract.bid(BID, Optional.empty(), NOW);
        return contract;
    }

    @Test
    void goesThroughTheStoryOfARequester() {
        var contract = open();

        contract.award(BID, BOB, NOW);
        contract.accepted(ACCEPT, NOW);
        contract.paid(NOW);
        contract.receipted(NOW);
        contract.running(Optional.empty(), NOW);
        contract.end(Side.REQUESTER, NOW);
        contract.ended(NOW);

        assertThat(contract.state()).isEqualTo(ContractState.ENDED);
        assertThat(contract.parties().provider()).contains(BOB);
    }

    @Test
    void awardsTheSameBidTwiceButNeverAnother() {
        var contract = open();
        contract.award(BID, BOB, NOW);

        contract.award(BID, BOB, NOW);

        assertThat(contract.state()).isEqualTo(ContractState.AWARDED);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> contract.award(OTHER_BID, BOB, NOW))
                .extracting(ProblemException::type)
                .isEqualTo(MarketProblem.RFP_NOT_OPEN);
        assertThat(contract.records().bid()).contains(BID);
    }

    @Test
    void takesOneAcceptOnly() {
        var contract = bidding();
        contract.accepted(ACCEPT, NOW);

        contract.accepted(ACCEPT, NOW);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> contract.accepted(OTHER_ACCEPT, NOW))
                .extracting(ProblemException::type)
                .isEqualTo(MarketProblem.ALREADY_ACCEPTED);
        assertThat(contract.records().accept()).contains(ACCEPT);
    }

    @Test
    void skipsNoState() {
        var contract = open();

        contract.paid(NOW);
        contract.receipted(NOW);
        contract.running(Optional.empty(), NOW);

        assertThat(contract.state()).isEqualTo(ContractState.OPEN);
    }

    @Test
    void keepsWhyItCannotGoOn() {
        var contract = open();

        contract.failed("The build failed", NOW);
        contract.failed("Something later", NOW);

        assertThat(contract.state()).isEqualTo(ContractState.FAILED);
        assertThat(contract.pace().problem()).contains("The build failed");
    }

    @Test
    void givesBackWhatItHoldsBeforeItHasFailed() {
        var contract = accepted();

        contract.failed("The machine ended by itself", NOW);

        assertThat(contract.state()).isEqualTo(ContractState.ENDING);
        assertThat(contract.pace().problem()).contains("The machine ended by itself");
        contract.ended(NOW);
        assertThat(contract.state()).isEqualTo(ContractState.FAILED);
        assertThat(contract.pace().problem()).contains("The machine ended by itself");
        contract.end(Side.REQUESTER, NOW);
        assertThat(contract.state()).isEqualTo(ContractState.FAILED);
    }

    /** The same news comes by submitEvent and by reading; the second must not end what the first is still winding up. */
    @Test
    void failsOnceHoweverOftenItIsSaid() {
        var contract = accepted();

        contract.failed("The machine ended by itself", NOW);
        contract.failed("The machine ended by itself", NOW);

        assertThat(contract.state()).isEqualTo(ContractState.ENDING);
        assertThat(contract.pace().problem()).contains("The machine ended by itself");
    }

    @Test
    void isEndedAsAskedForAlthoughTheMachineDiesMeanwhile() {
        var contract = accepted();

        contract.end(Side.REQUESTER, NOW);
        contract.failed("The machine ended by itself", NOW);

        assertThat(contract.state()).isEqualTo(ContractState.ENDING);
        contract.ended(NOW);
        assertThat(contract.state()).isEqualTo(ContractState.ENDED);
    }

    /** Its answer may be lost, and whoever waited for it too: then it is known all the same. */
    @Test
    void knowsARightFromBeforeItIsWritten() {
        var contract = open();
        contract.award(BID, BOB, NOW);

        contract.granting(ROLE);
        contract.failed("No answer", NOW);

        assertThat(contract.state()).isEqualTo(ContractState.ENDING);
        assertThat(contract.records().role()).contains(ROLE);
    }

    @Test
    void grantsNothingAtItsEnd() {
        var contract = open();
        contract.award(BID, BOB, NOW);
        contract.end(Side.REQUESTER, NOW);

        contract.granting(ROLE);

        assertThat(contract.records().role()).isEmpty();
    }

    @Test
    void isNotOverWhileARightCannotBeTakenBack() {
        var contract = open();
        contract.award(BID, BOB, NOW);
        contract.granting(ROLE);

        contract.failed("The machine ended by itself", NOW);
        contract.givenUp("The session has ended", NOW);

        assertThat(contract.state()).isEqualTo(ContractState.ENDING);
        assertThat(contract.pace().problem()).contains("The session has ended");
        contract.records().withdrawn();
        contract.ended(NOW);
        assertThat(contract.state()).isEqualTo(ContractState.FAILED);
        assertThat(contract.pace().problem()).contains("The machine ended by itself");
    }

    @Test
    void tellsWhatCouldNotBeWoundUp() {
        var contract = accepted();

        contract.failed("The machine ended by itself", NOW);
        contract.givenUp("Nobody takes the notice", NOW);

        assertThat(contract.state()).isEqualTo(ContractState.FAILED);
        assertThat(contract.pace().problem().orElseThrow())
                .contains("The machine ended by itself")
                .contains("Nobody takes the notice");
    }

    @Test
    void waitsLongerAfterEveryStumble() {
        var contract = open();

        contract.pace().stumbled("unreachable", NOW);
        contract.pace().stumbled("unreachable", NOW);

        assertThat(contract.pace().attempts()).isEqualTo(2);
        assertThat(contract.pace().problem()).contains("unreachable");
        contract.award(BID, BOB, NOW);
        assertThat(contract.pace().attempts()).isZero();
        assertThat(contract.pace().problem()).isEmpty();
    }

    @Test
    void cannotEndWhatNeverBegan() {
        var draft = Contract.drafted(UUID.randomUUID(), TenantId.random(), ALICE, REQUEST, NOW);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> draft.end(Side.REQUESTER, NOW))
                .extracting(ProblemException::type)
                .isEqualTo(MarketProblem.CONTRACT_NOT_RUNNING);
    }

    @Test
    void namesItselfToTheEnginesByItsAccept() {
        assertThat(Contracts.refOf(Contracts.key(ACCEPT))).contains(ACCEPT);
    }

    @Test
    void whatHinderedAMachineIsOverOnceItsPageAnswers() {
        var contract = accepted();
        contract.paid(NOW);
        contract.receipted(NOW);
        contract.running(Optional.of("runcmd failed"), NOW);
        assertThat(contract.pace().problem()).contains("runcmd failed");

        contract.reachable(URI.create("https://web--alice-test.localhost/"), NOW);
        contract.running(Optional.of("heard late"), NOW);

        assertThat(contract.pace().problem()).isEmpty();
    }
}

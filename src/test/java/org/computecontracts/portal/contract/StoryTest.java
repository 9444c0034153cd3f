package org.computecontracts.portal.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.market.contract.ContractState;
import org.computecontracts.market.contract.ContractView;
import org.computecontracts.market.contract.Fact;
import org.computecontracts.market.contract.Side;
import org.computecontracts.market.contract.StepKind;
import org.computecontracts.market.protocol.NewRfp;
import org.computecontracts.portal.timeline.ToldStep;
import org.junit.jupiter.api.Test;

class StoryTest {
    private static final Instant NOW = Instant.parse("2026-05-03T14:02:00Z");
    private static final Did ALICE = new Did("did:plc:alice234567abcdefghijklm");
    private static final Did BOB = new Did("did:plc:bob234567abcdefghijklmno");
    private static final ToldStep PUBLISHED = told(StepKind.REQUEST_PUBLISHED);

    @Test
    void tellsARequesterAllThatIsToCome() {
        var story = Story.of(contract(Side.REQUESTER, ContractState.OPEN), List.of(PUBLISHED));

        assertThat(story.lines())
                .extracting(Story.Line::number)
                .containsExactly(4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
    }

    @Test
    void waitsForOneThingAtATime() {
        var story = Story.of(contract(Side.REQUESTER, ContractState.OPEN), List.of(PUBLISHED));

        assertThat(story.lines())
                .filteredOn(line -> line.tense() == Story.Tense.NOW)
                .extracting(Story.Line::title)
                .containsExactly("Bids");
    }

    @Test
    void sparesAProviderWhatOnlyTheRequesterSees() {
        var story = Story.of(contract(Side.PROVIDER, ContractState.BID), List.of(PUBLISHED));

        assertThat(story.lines()).extracting(Story.Line::number).doesNotContain(6, 7, 12, 13, 14, 15);
    }

    @Test
    void expectsNothingOfWhatIsOver() {
        var story = Story.of(contract(Side.REQUESTER, ContractState.FAILED), List.of(PUBLISHED));

        assertThat(story.lines()).extracting(Story.Line::tense).containsExactly(Story.Tense.DONE);
    }

    @Test
    void waitsForTheWorkloadOfAMachineThatRuns() {
        var story = Story.of(contract(Side.REQUESTER, ContractState.RUNNING), List.of(PUBLISHED));

        assertThat(story.lines())
                .filteredOn(line -> line.tense() == Story.Tense.NOW)
                .extracting(Story.Line::title)
                .containsExactly("Workload identity");
    }

    @Test
    void doesNotWaitForTheEndOfWhatRuns() {
        var url = Optional.of(URI.create("https://service--alice-test.localhost/"));
        var story = Story.of(contract(Side.REQUESTER, ContractState.RUNNING, url), List.of(PUBLISHED));

        assertThat(story.lines()).noneMatch(line -> line.tense() == Story.Tense.NOW);
    }

    /** Which line was refused is a matter of its kind, whatever its words and whoever the bidder is by now. */
    @Test
    void marksWhatWasRefusedOrFailed() {
        var steps =
                List.of(PUBLISHED, told(StepKind.BID_ALLOWED), told(StepKind.BID_REFUSED), told(StepKind.BUILD_FAILED));

        var story = Story.of(contract(Side.REQUESTER, ContractState.FAILED), steps);

        assertThat(story.lines())
                .extracting(Story.Line::tense)
                .containsExactly(Story.Tense.DONE, Story.Tense.DONE, Story.Tense.REFUSED, Story.Tense.REFUSED);
    }

    private static ToldStep told(StepKind kind) {
        return new ToldStep(
                kind,
                kind.stage().number(),
                NOW,
                ALICE,
                Optional.empty(),
                Map.of(Fact.ACCOUNT, BOB.value()),
                List.of(),
                kind.name(),
                "",
                "");
    }

    private static ContractView contract(Side side, ContractState state) {
        return contract(side, state, Optional.empty());
    }

    private static ContractView contract(Side side, ContractState state, Optional<URI> url) {
        var request = new NewRfp(1, "512M", "4G", "10G", null, null, "role", "#cloud-config\n", null);
        return new ContractView(
                UUID.randomUUID(),
                side,
                state,
                ALICE,
                "alice.test",
                Optional.empty(),
                Optional.empty(),
                request,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                url,
                Optional.empty(),
                NOW,
                NOW,
                List.of(),
                List.of());
    }
}

package org.computecontracts.portal.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.market.contract.ContractState;
import org.computecontracts.market.contract.ContractView;
import org.computecontracts.market.contract.Side;
import org.computecontracts.market.contract.Step;
import org.computecontracts.market.protocol.NewRfp;
import org.junit.jupiter.api.Test;

class StoryTest {
    private static final Instant NOW = Instant.parse("2026-05-03T14:02:00Z");
    private static final Did ALICE = new Did("did:plc:alice234567abcdefghijklm");
    private static final Step PUBLISHED = new Step(4, NOW, ALICE, "Request published", "", Optional.empty(), "record");

    @Test
    void tellsARequesterAllThatIsToCome() {
        var story = Story.of(contract(Side.REQUESTER, ContractState.OPEN, PUBLISHED));

        assertThat(story.lines())
                .extracting(Story.Line::number)
                .containsExactly(4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
    }

    @Test
    void waitsForOneThingAtATime() {
        var story = Story.of(contract(Side.REQUESTER, ContractState.OPEN, PUBLISHED));

        assertThat(story.lines())
                .filteredOn(line -> line.tense() == Story.Tense.NOW)
                .extracting(Story.Line::title)
                .containsExactly("Bids");
    }

    @Test
    void sparesAProviderWhatOnlyTheRequesterSees() {
        var story = Story.of(contract(Side.PROVIDER, ContractState.BID, PUBLISHED));

        assertThat(story.lines()).extracting(Story.Line::number).doesNotContain(6, 7, 12, 13, 14, 15);
    }

    @Test
    void expectsNothingOfWhatIsOver() {
        var story = Story.of(contract(Side.REQUESTER, ContractState.FAILED, PUBLISHED));

        assertThat(story.lines()).extracting(Story.Line::tense).containsExactly(Story.Tense.DONE);
    }

    @Test
    void waitsForTheWorkloadOfAMachineThatRuns() {
        var story = Story.of(contract(Side.REQUESTER, ContractState.RUNNING, PUBLISHED));

        assertThat(story.lines())
                .filteredOn(line -> line.tense() == Story.Tense.NOW)
                .extracting(Story.Line::title)
                .containsExactly("Workload identity");
    }

    @Test
    void doesNotWaitForTheEndOfWhatRuns() {
        var url = Optional.of(URI.create("https://service--alice-test.localhost/"));
        var story = Story.of(contract(Side.REQUESTER, ContractState.RUNNING, url, PUBLISHED));

        assertThat(story.lines()).noneMatch(line -> line.tense() == Story.Tense.NOW);
    }

    private static ContractView contract(Side side, ContractState state, Step... steps) {
        return contract(side, state, Optional.empty(), steps);
    }

    private static ContractView contract(Side side, ContractState state, Optional<URI> url, Step... steps) {
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
                List.of(steps));
    }
}

package org.computecontracts.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.market.contract.ContractLine;
import org.computecontracts.market.contract.ContractState;
import org.computecontracts.market.contract.Side;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static final Optional<URI> ADDRESS = Optional.of(URI.create("https://web--alice-test.localhost/"));
    private static final Optional<String> PROBLEM = Optional.of("The workload was refused");

    private final Words words = new Words();

    @Test
    void aRequestersMachineIsGreenOnceItsWorkloadAnswers() {
        assertThat(words.tone(running(Side.REQUESTER, ADDRESS, Optional.empty())))
                .isEqualTo("good");
        assertThat(words.word(running(Side.REQUESTER, ADDRESS, Optional.empty())))
                .isEqualTo("Running");
    }

    @Test
    void aWorkloadThatHasNotArrivedIsNeverGreen() {
        assertThat(words.tone(running(Side.REQUESTER, Optional.empty(), Optional.empty())))
                .isEqualTo("wait");
        assertThat(words.tone(running(Side.REQUESTER, Optional.empty(), PROBLEM)))
                .isEqualTo("wait");
        assertThat(words.word(running(Side.REQUESTER, Optional.empty(), PROBLEM)))
                .isEqualTo("Running, not connected");
        assertThat(words.problem(running(Side.REQUESTER, Optional.empty(), PROBLEM)))
                .startsWith("The machine runs");
    }

    @Test
    void aProvidersMachineIsGreenUnlessItReportsAProblem() {
        assertThat(words.tone(running(Side.PROVIDER, Optional.empty(), Optional.empty())))
                .isEqualTo("good");
        assertThat(words.tone(running(Side.PROVIDER, Optional.empty(), PROBLEM)))
                .isEqualTo("wait");
        assertThat(words.sign(running(Side.PROVIDER, Optional.empty(), PROBLEM)))
                .isEqualTo("◐");
    }

    @Test
    void aProblemOfWhatRunsIsNoFailure() {
        assertThat(words.problemTone(running(Side.PROVIDER, Optional.empty(), PROBLEM)))
                .isEqualTo("wait");
    }

    private static ContractLine running(Side side, Optional<URI> url, Optional<String> problem) {
        return new ContractLine(
                UUID.randomUUID(),
                side,
                ContractState.RUNNING,
                new Did("did:plc:ewvi7nxzyoun6zhxrhs64oiz"),
                "alice.test",
                Optional.empty(),
                Optional.empty(),
                "web",
                1,
                "512M",
                "4G",
                Optional.empty(),
                Optional.empty(),
                1,
                url,
                problem,
                Instant.EPOCH,
                Instant.EPOCH);
    }
}

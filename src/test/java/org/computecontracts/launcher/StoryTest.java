package org.computecontracts.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoryTest {
    @TempDir
    Path passwords = Path.of("");

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final FakePortal portal = new FakePortal();

    @BeforeEach
    void open() throws IOException {
        portal.open();
    }

    @AfterEach
    void close() {
        portal.close();
    }

    @Test
    void tellsEachStepOnceWithItsRecord() {
        story(true).play();

        assertThat(output().lines().filter(line -> line.contains("asks for one machine")))
                .hasSize(1);
        assertThat(output())
                .contains(
                        " 3  alice.test vouches for bob.test",
                        "alice.test denounces eve.test",
                        "at://did:plc:alicetest/rfp/1",
                        "Hello World!")
                .contains("from the request to the first HTTPS 200")
                .doesNotContain("\033");
    }

    @Test
    void acceptsTheBidThatThePolicyAllows() {
        story(true).play();

        assertThat(portal.accepted()).contains("at://did:plc:bobtest/bid/1");
    }

    @Test
    void signsInWhereAnEarlierRunSignedUp() {
        story(true).play();
        portal.rewind();

        story(true).play();

        assertThat(portal.requests()).filteredOn("POST /api/session"::equals).hasSize(3);
    }

    @Test
    void endsTheContractOnce() {
        var story = story(true);
        story.play();

        story.end();
        story.end();

        assertThat(portal.requests())
                .filteredOn("POST /api/contracts/c1/end"::equals)
                .hasSize(1);
        assertThat(output()).contains("16  End");
    }

    @Test
    void saysWhyAContractCameToNothing() {
        portal.failBuilds();

        assertThatExceptionOfType(LaunchException.class)
                .isThrownBy(story(true)::play)
                .withMessageContaining("the image is missing");
    }

    @Test
    void everyPostCarriesItsOwnKey() {
        story(true).play();

        assertThat(portal.idempotencyKeys()).hasSizeGreaterThan(6).doesNotHaveDuplicates();
    }

    @Test
    void asksAgainWhileItsFirstRequestIsWorkedFor() {
        portal.isBusyOnce();

        story(true).play();

        assertThat(portal.accepted()).contains("at://did:plc:bobtest/bid/1");
    }

    @Test
    void paysFromAFundedAccountWhereThereIsAChain() {
        story(true).play();

        assertThat(portal.requests()).contains("POST /api/wallet/key");
    }

    @Test
    void bidsForFreeWithoutAChain() {
        story(false).play();

        assertThat(portal.prices()).containsExactly("0", "0");
        assertThat(portal.requests()).doesNotContain("POST /api/wallet/key");
    }

    private Story story(boolean paid) {
        var api = new Api(HttpClient.newHttpClient(), portal.url(), Map.of());
        var terminal = new Terminal(new PrintStream(printed, true, StandardCharsets.UTF_8), false);
        return new Story(new Stage(api, passwords, paid), new Teller(terminal, false));
    }

    private String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}

package org.computecontracts.atproto.resolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.time.Clock;
import org.computecontracts.atproto.AtprotoProblem;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.testing.FakePds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointsTest {
    private final FakePds network = FakePds.start();
    private final FakePds.Account bob = network.account("bob.test");
    private final Endpoints endpoints = Endpoints.with(network.identities(Clock.systemUTC()));

    @BeforeEach
    void bobOffersTwoServices() {
        var services = bob.document.withArrayProperty("service");
        services.addObject().put("id", "#pdr_temp_market").put("serviceEndpoint", "https://market.bob.example:8443/");
        services.addObject().put("id", "#pdr_temp_compute_event").put("serviceEndpoint", "https://events.bob.example");
    }

    @AfterEach
    void stop() {
        network.close();
    }

    @Test
    void knowsAllThreeSpellings() {
        var market = new Endpoint(URI.create("https://market.bob.example:8443"), "did:web:market.bob.example:8443");

        assertThat(endpoints.resolve("https://market.bob.example:8443/")).isEqualTo(market);
        assertThat(endpoints.resolve(bob.did + "#pdr_temp_market")).isEqualTo(market);
        assertThat(endpoints.resolve(bob.did.value())).isEqualTo(market);
        assertThat(endpoints.resolve(bob.did + "#pdr_temp_compute_event"))
                .isEqualTo(new Endpoint(URI.create("https://events.bob.example"), "did:web:events.bob.example"));
    }

    @Test
    void saysWhenThereIsNoSuchService() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> endpoints.resolve(bob.did + "#other"))
                .extracting(ProblemException::type)
                .isEqualTo(AtprotoProblem.ENDPOINT_NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bob.test",
                "ftp://a.example",
                "https://",
                "https://a.example/path",
                "https://u@a.example",
                "did:x#y",
                "https://a b"
            })
    void refusesWhatIsNoReference(String ref) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> endpoints.resolve(ref))
                .extracting(ProblemException::type)
                .isEqualTo(AtprotoProblem.INVALID_IDENTIFIER);
    }
}

package org.computecontracts.atproto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.testing.FakePds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandleLookupTest {
    private final FakePds network = FakePds.start();
    private final NameServer dns = new NameServer();

    @AfterEach
    void stop() {
        network.close();
        dns.close();
    }

    private HandleLookup lookup(URI... knownPds) {
        var settings = AtprotoSettings.with(network.plc(), List.of(knownPds));
        settings.nameServer = Optional.of("127.0.0.1:" + dns.port());
        return new HandleLookup(network.http(), settings);
    }

    private void findsNothing(HandleLookup lookup, String handle) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> lookup.find(new Handle(handle)))
                .extracting(ProblemException::type)
                .isEqualTo(AtprotoProblem.HANDLE_NOT_FOUND);
    }

    @Test
    void asksTheKnownServersFirstAndGoesOnWhenOneIsSilent() {
        var alice = network.account("alice.test");

        var found = lookup(URI.create("http://127.0.0.1:1"), network.url()).find(alice.handle);

        assertThat(found).isEqualTo(alice.did);
        assertThat(dns.asked()).isEmpty();
    }

    @Test
    void asksTheNameServerLast() {
        dns.texts = List.of("v=spf1 -all", "did=did:plc:fromdns");

        assertThat(lookup(network.url()).find(new Handle("nowhere.zz"))).isEqualTo(new Did("did:plc:fromdns"));
        assertThat(dns.asked()).isEqualTo("_atproto.nowhere.zz.");
    }

    @Test
    void takesNoneOfTwoAnswers() {
        dns.texts = List.of("did=did:plc:one", "did=did:plc:two");

        findsNothing(lookup(), "nowhere.zz");
    }

    @Test
    void doesNotAskTheWorldForReservedNames() {
        dns.texts = List.of("did=did:plc:fromdns");

        findsNothing(lookup(network.url()), "alice.test");

        assertThat(dns.asked()).isEmpty();
    }
}

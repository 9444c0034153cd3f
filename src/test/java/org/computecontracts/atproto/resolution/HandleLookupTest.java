package org.computecontracts.atproto.resolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.computecontracts.testing.Injection.configure;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.AtprotoProblem;
import org.computecontracts.atproto.AtprotoSettings;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.Handle;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.testing.FakePds;
import org.computecontracts.testing.NameServer;
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
        configure(settings, "cc.atproto.name-server", Optional.of(dns.address()));
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
        dns.answers("v=spf1 -all", "did=did:plc:fromdns");

        assertThat(lookup(network.url()).find(new Handle("nowhere.zz"))).isEqualTo(new Did("did:plc:fromdns"));
        assertThat(dns.asked()).isEqualTo("_atproto.nowhere.zz.");
    }

    @Test
    void takesNoneOfTwoAnswers() {
        dns.answers("did=did:plc:one", "did=did:plc:two");

        findsNothing(lookup(), "nowhere.zz");
    }

    @Test
    void takesTheOwnersWordForANameAndNoServers() {
        var alice = network.account("alice.zz");
        dns.answers("did=did:plc:fromdns");

        assertThat(lookup(network.url()).byOwner(alice.handle)).isEqualTo(new Did("did:plc:fromdns"));
        dns.answers();
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> lookup(network.url()).byOwner(alice.handle))
                .withMessageContaining("Neither the DNS nor the web site of alice.zz");
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> lookup(network.url()).byOwner(new Handle("alice.test")))
                .extracting(ProblemException::type)
                .isEqualTo(AtprotoProblem.HANDLE_NOT_FOUND);
    }

    @Test
    void doesNotAskTheWorldForReservedNames() {
        dns.answers("did=did:plc:fromdns");

        findsNothing(lookup(network.url()), "alice.test");

        assertThat(dns.asked()).isEmpty();
    }
}

package org.computecontracts.ingress.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.computecontracts.testing.Injection.configure;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.sshd.common.session.ConnectionService;
import org.computecontracts.atproto.Did;
import org.computecontracts.ingress.HostNames;
import org.computecontracts.ingress.IngressProblem;
import org.computecontracts.ingress.IngressSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

public class RoutesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    public static final Did ALICE = new Did("did:plc:alice");
    private static final Did MALLORY = new Did("did:plc:mallory");

    private final Routes routes = new Routes();

    @BeforeEach
    void start() {
        routes.settings = new IngressSettings();
        configure(routes.settings, "cc.ingress.tunnel-domain", Optional.of("localhost"));
        configure(routes.settings, "cc.ingress.tunnels-per-account", 3);
        configure(routes.settings, "cc.ingress.name-hold", Duration.ofMinutes(10));
        at(NOW);
    }

    @Test
    void leadsToTheServiceOfAnAccount() {
        var forward = forward(ALICE, "alice.test", "web");
        routes.add(forward);

        assertThat(routes.host("web--alice-test.localhost")).isPresent();
        assertThat(routes.host("WEB--Alice-Test.LOCALHOST.")).isPresent();
        assertThat(routes.host("web--alice-test.example.org")).isEmpty();
        assertThat(routes.host("web--alice-test")).isEmpty();
        assertThat(routes.host("x.web--alice-test.localhost")).isEmpty();
        assertThat(routes.host("localhost")).isEmpty();
    }

    @Test
    void aStarStandsForExactlyOneLabel() {
        routes.add(forward(ALICE, "alice.test", "*.app"));

        assertThat(routes.host("x.app--alice-test.localhost")).isPresent();
        assertThat(routes.host("app--alice-test.localhost")).isEmpty();
        assertThat(routes.host("x.y.app--alice-test.localhost")).isEmpty();
        assertThat(routes.host(".app--alice-test.localhost")).isEmpty();
    }

    @Test
    void nobodyTakesOverAnothersName() {
        routes.add(forward(ALICE, "x.y-z", "web"));

        assertThatThrownBy(() -> routes.add(forward(MALLORY, "x-y.z", "web")))
                .hasFieldOrPropertyWithValue("type", IngressProblem.NAME_TAKEN);
        assertThat(serving("web--x-y-z.localhost").login().did()).isEqualTo(ALICE);
    }

    @Test
    void twoServicesOfOneAccountDoNotShareALabelEither() {
        routes.add(forward(ALICE, "alice.test", "a.b-c"));

        assertThatThrownBy(() -> routes.add(forward(ALICE, "alice.test", "a-b.c")))
                .hasFieldOrPropertyWithValue("type", IngressProblem.NAME_TAKEN);
    }

    @Test
    void aNameIsHeldForAWhileAfterItsLastConnection() {
        var forward = forward(ALICE, "x.y-z", "web");
        routes.add(forward);
        routes.remove(forward);

        assertThatThrownBy(() -> routes.add(forward(MALLORY, "x-y.z", "web")))
                .hasFieldOrPropertyWithValue("type", IngressProblem.NAME_TAKEN);
        assertThat(routes.host("web--x-y-z.localhost")).isEmpty();

        at(NOW.plus(Duration.ofMinutes(11)));
        routes.add(forward(MALLORY, "x-y.z", "web"));

        assertThat(serving("web--x-y-z.localhost").login().did()).isEqualTo(MALLORY);
    }

    @Test
    void theNewestConnectionServesAndTheEndOfAnOldOneChangesNothing() {
        var old = forward(ALICE, "alice.test", "web");
        var fresh = forward(ALICE, "alice.test", "web");
        routes.add(old);
        routes.add(fresh);

        assertThat(serving("web--alice-test.localhost")).isEqualTo(fresh);

        assertThat(routes.remove(old)).isTrue();

        assertThat(serving("web--alice-test.localhost")).isEqualTo(fresh);
    }

    @Test
    void theOldConnectionServesAgainWhenTheNewestEnds() {
        var old = forward(ALICE, "alice.test", "web");
        var fresh = forward(ALICE, "alice.test", "web");
        routes.add(old);
        routes.add(fresh);

        routes.remove(fresh);

        assertThat(serving("web--alice-test.localhost")).isEqualTo(old);
        assertThat(routes.remove(fresh)).isFalse();
    }

    @Test
    void anAccountHasSoManyTunnelsAndNoMore() {
        for (var service : Set.of("one", "two", "three")) {
            routes.add(forward(ALICE, "alice.test", service));
        }

        assertThatThrownBy(() -> routes.add(forward(ALICE, "alice.test", "four")))
                .hasFieldOrPropertyWithValue("type", IngressProblem.TOO_MANY_TUNNELS);
        routes.add(forward(MALLORY, "mallory.test", "one"));
    }

    private Forward serving(String host) {
        return routes.host(host).flatMap(Route::serving).orElseThrow();
    }

    private void at(Instant instant) {
        routes.clock = Clock.fixed(instant, ZoneOffset.UTC);
    }

    public static Forward forward(Did did, String user, String service) {
        return new Forward(
                UUID.randomUUID(),
                new Login(user, did, "SHA256:x", Set.of("*")),
                service,
                80,
                HostNames.label(service, user),
                noConnection(),
                "127.0.0.1",
                NOW,
                new Traffic());
    }

    private static ConnectionService noConnection() {
        return (ConnectionService) Proxy.newProxyInstance(
                RoutesTest.class.getClassLoader(), new Class<?>[] {ConnectionService.class}, (proxy, method, args) -> {
                    throw new AssertionError("not expected: " + method.getName());
                });
    }
}

package org.computecontracts.portal;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.faces.push.PushContext;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import org.computecontracts.identity.IdentityWorld;
import org.computecontracts.identity.Tenant;
import org.computecontracts.identity.signin.Browser;
import org.computecontracts.kernel.Role;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.market.contract.MarketEvent;
import org.computecontracts.testing.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An open page asks for nothing: what comes to it is no way to stay. */
class LiveUpdatesTest {
    private static final Database DATABASE = Database.fresh();
    private static final UUID CONTRACT = UUID.randomUUID();

    private final IdentityWorld world = new IdentityWorld(DATABASE);
    private final LiveUpdates updates = new LiveUpdates();
    private final Sent sent = new Sent();
    private final Browser alices = new Browser();
    private final Browser bobs = new Browser();
    private Tenant alice;
    private Tenant bob;

    @BeforeEach
    void bobIsAMemberOfAlices() {
        DATABASE.clear();
        updates.changes = sent;
        updates.tenants = world.tenants;
        updates.browsers = world.browserSessions;
        alice = world.signUp("alice.test");
        bob = world.signUp("bob.test");
        world.joined(alice, bob, Role.BUYER);
        world.signIns.establish(alices.visit(), alice);
        world.signIns.establish(bobs.visit(), bob);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void newsOfATenantGoesToThoseWithAPlaceThere() {
        assertThat(heard(alice.id())).containsExactlyInAnyOrder(listener(alices, alice), listener(bobs, alice));
        assertThat(heard(bob.id())).containsExactly(listener(bobs, bob));
    }

    @Test
    void theEndOfEverySessionEndsIt() {
        var bobsPage = listener(bobs, alice);

        world.browserSessions.endAll(alices.visit());

        assertThat(heard(alice.id())).containsExactly(bobsPage);
    }

    @Test
    void soDoesTheEndOfASessionFromAnotherBrowser() {
        var other = new Browser();
        world.signIns.establish(other.visit(), alice);
        world.browserSessions.end(other.request(), world.browserSessions.current(alices.request()));

        assertThat(heard(alice.id())).containsExactlyInAnyOrder(listener(other, alice), listener(bobs, alice));
    }

    @Test
    void soDoesTheEndOfAPlace() {
        var alicesPage = listener(alices, alice);

        world.members.remove(alice.id(), bob.did());

        assertThat(heard(alice.id())).containsExactly(alicesPage);
        assertThat(heard(bob.id())).containsExactly(listener(bobs, bob));
    }

    @Test
    void soDoesHalfAnHourWithoutARequest() {
        world.clock.pass(Duration.ofMinutes(20));
        var bobsPage = listener(bobs, alice);
        world.clock.pass(Duration.ofMinutes(20));

        assertThat(heard(alice.id())).containsExactly(bobsPage);
    }

    private List<String> heard(TenantId tenant) {
        sent.listeners.clear();
        updates.on(new MarketEvent.ContractChanged(tenant, CONTRACT));
        return sent.listeners.stream().map(Object::toString).toList();
    }

    /** As a page that the browser opens says it. */
    private String listener(Browser browser, Tenant tenant) {
        return LiveUpdates.listener(world.browserSessions.current(browser.request()), tenant.id());
    }

    /** Keeps whom a message went to. */
    private static class Sent implements PushContext {
        private final List<Serializable> listeners = new ArrayList<>();

        @Override
        public Set<Future<Void>> send(Object message) {
            throw new AssertionError("to everybody");
        }

        @Override
        public <S extends Serializable> Set<Future<Void>> send(Object message, S listener) {
            throw new AssertionError("to a single one");
        }

        @Override
        public <S extends Serializable> Map<S, Set<Future<Void>>> send(Object message, Collection<S> to) {
            assertThat(message).isEqualTo(CONTRACT.toString());
            listeners.addAll(to);
            return Map.of();
        }
    }
}

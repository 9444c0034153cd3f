package org.computecontracts.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.computecontracts.identity.IdentityWorld.PASSWORD;
import static org.computecontracts.identity.TenantsTest.refuses;

import java.time.Duration;
import org.computecontracts.kernel.Role;
import org.computecontracts.testing.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignInsTest {
    private static final Database DATABASE = Database.fresh();
    private final IdentityWorld world = new IdentityWorld(DATABASE);
    private final Browser browser = new Browser();
    private Tenant alice;

    @BeforeEach
    void signUp() {
        DATABASE.clear();
        alice = world.signUp("alice.test");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void aPlantedSessionIdIsWorthNothing() {
        browser.plantSession();
        var planted = browser.sessionId();

        world.signIns.establish(browser.request(), alice);

        assertThat(browser.sessionId()).isNotNull().isNotEqualTo(planted);
        assertThat(browser.idle()).isEqualTo(1800);
        assertThat(world.signIns.seat(browser.request())).contains(new Seat(alice.id(), alice.did(), Role.OWNER));
    }

    @Test
    void anotherAccountGetsASessionOfItsOwn() {
        var bob = world.signUp("bob.test");
        world.signIns.establish(browser.request(), alice);
        var first = browser.sessionId();

        world.signIns.establish(browser.request(), bob);

        assertThat(browser.sessionId()).isNotEqualTo(first);
        assertThat(world.signIns.seat(browser.request())).contains(new Seat(bob.id(), bob.did(), Role.OWNER));
    }

    @Test
    void aSessionEndsAfterTwelveHoursHoweverBusy() {
        world.signIns.establish(browser.request(), alice);

        world.clock.advance(Duration.ofHours(12).minusSeconds(1));
        assertThat(world.signIns.seat(browser.request())).isPresent();
        world.clock.advance(Duration.ofSeconds(1));
        assertThat(world.signIns.seat(browser.request())).isEmpty();
        assertThat(browser.sessionId()).isNull();
    }

    @Test
    void signingOutEndsTheSession() {
        world.signIns.establish(browser.request(), alice);

        world.signIns.signOut(browser.request());
        world.signIns.signOut(browser.request());

        assertThat(browser.sessionId()).isNull();
        assertThat(world.signIns.seat(browser.request())).isEmpty();
    }

    @Test
    void aMemberWhoIsRemovedIsOutAtOnce() {
        var bob = world.signUp("bob.test");
        world.members.invite(alice.id(), bob.handle(), Role.AUDITOR);
        world.signIns.establish(browser.request(), bob);
        world.signIns.switchTo(browser.request(), alice.id());
        assertThat(world.signIns.seat(browser.request())).contains(new Seat(alice.id(), bob.did(), Role.AUDITOR));

        world.members.remove(alice.id(), bob.did());

        assertThat(world.signIns.seat(browser.request())).isEmpty();
    }

    @Test
    void aTenantWithoutAPlaceForOneIsNotFound() {
        var bob = world.signUp("bob.test");
        world.signIns.establish(browser.request(), bob);

        refuses(IdentityProblem.TENANT_NOT_FOUND, () -> world.signIns.switchTo(browser.request(), alice.id()));
        refuses(IdentityProblem.TENANT_NOT_FOUND, () -> world.signIns.switchTo(new Browser().request(), alice.id()));
        assertThat(world.signIns.seat(browser.request())).contains(new Seat(bob.id(), bob.did(), Role.OWNER));
    }

    @Test
    void oneAddressCannotTryAccountAfterAccount() {
        browser.header("X-Forwarded-For", "10.9.9.9, 198.51.100.7");
        for (var attempt = 0; attempt < 100; attempt++) {
            world.attempts.take("address 198.51.100.7", 100);
        }

        refuses(
                IdentityProblem.TOO_MANY_ATTEMPTS,
                () -> world.signIns.signIn(browser.request(), "alice.test", PASSWORD));
        browser.header("X-Forwarded-For", "198.51.100.8");
        assertThat(world.signIns.signIn(browser.request(), "alice.test", PASSWORD))
                .isEqualTo(alice);
        assertThat(world.signIns.seat(browser.request())).isPresent();
    }

    @Test
    void onlyTheOwnFrontIsBelievedAboutAddresses() {
        browser.address = "198.51.100.7";
        browser.header("X-Forwarded-For", "203.0.113.1");

        assertThat(ClientAddress.of(browser.request())).isEqualTo("198.51.100.7");
    }
}

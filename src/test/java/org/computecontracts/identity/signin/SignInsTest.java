package org.computecontracts.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.computecontracts.identity.account.TenantsTest.refuses;

import java.time.Duration;
import org.computecontracts.identity.IdentityProblem;
import org.computecontracts.identity.IdentityWorld;
import org.computecontracts.identity.Tenant;
import org.computecontracts.identity.member.ActingMember;
import org.computecontracts.kernel.Role;
import org.computecontracts.kernel.http.ClientAddress;
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
    void everySignInHasASecretOfItsOwn() {
        browser.plantSession();
        var planted = browser.sessionId();

        world.signIns.establish(browser.visit(), alice);
        var first = browser.cookie(SignIns.COOKIE);
        var thief = new Browser().cookie(SignIns.COOKIE, first);
        world.signIns.establish(browser.visit(), alice);

        assertThat(browser.sessionId()).isNotEqualTo(planted);
        assertThat(browser.cookie(SignIns.COOKIE)).isNotNull().isNotEqualTo(first);
        assertThat(world.signIns.seat(thief.request())).isEmpty();
        assertThat(world.signIns.seat(browser.request()))
                .contains(new ActingMember(alice.id(), alice.did(), Role.OWNER));
    }

    @Test
    void aPersonMayHaveSeveralAccounts() {
        var bob = world.signUp("bob.test");
        world.signIns.establish(browser.visit(), alice);

        world.signIns.establish(browser.visit(), bob);

        assertThat(world.signIns.seat(browser.request())).contains(new ActingMember(bob.id(), bob.did(), Role.OWNER));
        world.signIns.switchTo(browser.visit(), alice.id());
        assertThat(world.signIns.seat(browser.request()))
                .contains(new ActingMember(alice.id(), alice.did(), Role.OWNER));
    }

    @Test
    void aSessionEndsAfterTwelveHoursHoweverBusy() {
        world.signIns.establish(browser.visit(), alice);

        for (var minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
            world.clock.pass(Duration.ofMinutes(20));
            assertThat(world.signIns.seat(browser.request())).isPresent();
        }
        world.clock.pass(Duration.ofMinutes(20));
        assertThat(world.signIns.seat(browser.request())).isEmpty();
    }

    @Test
    void aSessionEndsAfterHalfAnHourOfSilence() {
        world.signIns.establish(browser.visit(), alice);

        world.clock.pass(Duration.ofMinutes(30));

        assertThat(world.signIns.seat(browser.request())).isEmpty();
    }

    @Test
    void signingOutEndsTheSession() {
        world.signIns.establish(browser.visit(), alice);
        var thief = new Browser().cookie(SignIns.COOKIE, browser.cookie(SignIns.COOKIE));

        world.signIns.signOut(browser.visit());
        world.signIns.signOut(browser.visit());

        assertThat(browser.cookie(SignIns.COOKIE)).isNull();
        assertThat(world.signIns.seat(thief.request())).isEmpty();
    }

    @Test
    void onePersonsBrowsersAreListedAndEndedTogether() {
        var bob = world.signUp("bob.test");
        var elsewhere = new Browser().header("User-Agent", "Phone");
        var stranger = new Browser();
        world.signIns.establish(browser.visit(), alice);
        world.signIns.establish(elsewhere.visit(), alice);
        world.signIns.establish(stranger.visit(), bob);

        var list = world.browserSessions.list(browser.request());
        assertThat(list).hasSize(2).extracting(BrowserSession::agent).contains("Phone");
        var foreign = world.browserSessions.list(stranger.request()).getFirst().id();
        refuses(IdentityProblem.SESSION_NOT_FOUND, () -> world.browserSessions.end(browser.request(), foreign));

        world.browserSessions.endAll(browser.visit());

        assertThat(world.signIns.seat(browser.request())).isEmpty();
        assertThat(world.signIns.seat(elsewhere.request())).isEmpty();
        assertThat(world.signIns.seat(stranger.request())).isPresent();
    }

    @Test
    void oneOfOnesBrowsersIsEndedAlone() {
        var elsewhere = new Browser().header("User-Agent", "Phone");
        world.signIns.establish(browser.visit(), alice);
        world.signIns.establish(elsewhere.visit(), alice);
        var phone = world.signIns.session(elsewhere.request()).orElseThrow().id();

        world.browserSessions.end(browser.request(), phone);

        assertThat(world.signIns.seat(elsewhere.request())).isEmpty();
        assertThat(world.signIns.seat(browser.request())).isPresent();
    }

    @Test
    void aMemberWhoIsRemovedIsOutAtOnce() {
        var bob = world.signUp("bob.test");
        world.joined(alice, bob, Role.AUDITOR);
        world.signIns.establish(browser.visit(), bob);
        world.signIns.switchTo(browser.visit(), alice.id());
        assertThat(world.signIns.seat(browser.request()))
                .contains(new ActingMember(alice.id(), bob.did(), Role.AUDITOR));

        world.members.remove(alice.id(), bob.did());

        assertThat(world.signIns.seat(browser.request())).contains(new ActingMember(bob.id(), bob.did(), Role.OWNER));
    }

    @Test
    void aTenantWithoutAPlaceForOneIsNotFound() {
        var bob = world.signUp("bob.test");
        world.signIns.establish(browser.visit(), bob);

        refuses(IdentityProblem.TENANT_NOT_FOUND, () -> world.signIns.switchTo(browser.visit(), alice.id()));
        refuses(IdentityProblem.TENANT_NOT_FOUND, () -> world.signIns.switchTo(new Browser().visit(), alice.id()));
        assertThat(world.signIns.seat(browser.request())).contains(new ActingMember(bob.id(), bob.did(), Role.OWNER));
    }

    @Test
    void onlyTheOwnFrontIsBelievedAboutAddresses() {
        browser.address = "198.51.100.7";
        browser.header("X-Forwarded-For", "203.0.113.1");

        assertThat(ClientAddress.of(browser.request())).isEqualTo("198.51.100.7");
    }
}

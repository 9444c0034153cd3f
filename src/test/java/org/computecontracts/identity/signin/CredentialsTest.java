package org.computecontracts.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.computecontracts.identity.account.TenantsTest.refuses;
import static org.computecontracts.testing.Injection.configure;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.AtprotoEvent;
import org.computecontracts.identity.IdentityProblem;
import org.computecontracts.identity.IdentityWorld;
import org.computecontracts.identity.Tenant;
import org.computecontracts.identity.account.Member;
import org.computecontracts.identity.token.NewToken;
import org.computecontracts.kernel.Role;
import org.computecontracts.testing.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody else has signed in with Alice's password, and has made himself at home. */
class CredentialsTest {
    private static final Database DATABASE = Database.fresh();
    private final IdentityWorld world = new IdentityWorld(DATABASE);
    private final Browser thief = new Browser();
    private final Browser bobs = new Browser();
    private Tenant alice;
    private Tenant bob;
    private NewToken stolen;
    private NewToken own;

    @BeforeEach
    void signUp() {
        DATABASE.clear();
        alice = world.signUp("alice.test");
        bob = world.signUp("bob.test");
        world.joined(bob, alice, Role.OWNER);
        world.signIns.establish(thief.visit(), alice);
        world.signIns.establish(bobs.visit(), bob);
        stolen = world.tokens.issue(bob.id(), alice.did(), "stolen", Role.OWNER.rights(), Duration.ofDays(90));
        own = world.tokens.issue(bob.id(), bob.did(), "own", Role.OWNER.rights(), Duration.ofDays(90));
        world.invitations.invite(
                alice.id(), alice.did(), world.signUp("mallory.test").handle(), Role.OWNER);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void aChangedPasswordPutsHimOut() {
        world.credentials.on(new AtprotoEvent.PasswordChanged(alice.did()));

        assertThatHeIsOut();
        refuses(IdentityProblem.SIGN_IN_AGAIN, () -> world.sessions.of(alice.id()));
        assertThat(world.sessions.look(alice.id()).orElseThrow().endedBecause().orElseThrow())
                .contains("password");
        assertThat(world.sessions.of(bob.id())).isNotNull();
    }

    /** Pages he has open hear no more of it. */
    @Test
    void aChangedPasswordEndsThePushOfOpenPages() {
        assertThat(world.browserSessions.seatedIn(alice.id())).hasSize(1);
        assertThat(world.browserSessions.seatedIn(bob.id())).hasSize(2);

        world.credentials.on(new AtprotoEvent.PasswordChanged(alice.did()));

        assertThat(world.browserSessions.seatedIn(alice.id())).isEmpty();
        assertThat(world.browserSessions.seatedIn(bob.id()))
                .containsExactly(world.browserSessions.current(bobs.request()));
    }

    @Test
    void soDoesTheEndOfTheAccount() {
        world.credentials.on(new AtprotoEvent.AccountDeleted(alice.did()));

        assertThatHeIsOut();
    }

    /** What it leaves at the server it has moved away from is deleted by itself, or has its password changed. */
    @Test
    void whatAnAccountLeavesBehindEndsNothing() {
        configure(world.settings, "cc.identity.sign-up-pds", Optional.of(URI.create("https://former.example")));

        world.credentials.on(new AtprotoEvent.AccountDeleted(alice.did()));
        world.credentials.on(new AtprotoEvent.PasswordChanged(alice.did()));

        assertThat(world.sessions.of(alice.id())).isNotNull();
        assertThat(world.signIns.seat(thief.request())).isNotEmpty();
    }

    /** For an account of another server, which tells us nothing; the contracts under way go on. */
    @Test
    void soDoesHerselfFromAnyBrowser() {
        var browser = new Browser();
        world.signIns.establish(browser.visit(), alice);

        world.credentials.endAll(browser.visit());

        assertThatHeIsOut();
        assertThat(world.signIns.seat(browser.request())).isEmpty();
        assertThat(world.sessions.of(alice.id())).isNotNull();
    }

    /** Whoever he let in, and whoever these let in: nobody is removed, and nobody acts until Alice says so. */
    @Test
    void whoeverHeHasLetInWaitsForHerWord() {
        var friend = world.signUp("friend.test");
        var second = world.signUp("second.test");
        world.joined(alice, friend, Role.OWNER);
        letIn(friend, second);
        var tokenOfFriend = world.tokens.issue(alice.id(), friend.did(), "f", Role.OWNER.rights(), Duration.ofDays(9));
        world.invitations.invite(
                alice.id(), second.did(), world.signUp("third.test").handle(), Role.OWNER);

        world.credentials.on(new AtprotoEvent.PasswordChanged(alice.did()));

        for (var suspect : List.of(friend, second)) {
            assertThat(world.members.role(alice.id(), suspect.did())).isEmpty();
            assertThat(world.members.tenantsOf(List.of(suspect.did()))).containsExactly(suspect);
        }
        refuses(IdentityProblem.TOKEN_REFUSED, () -> world.tokens.holderOf(tokenOfFriend.secret()));
        refuses(IdentityProblem.ALREADY_MEMBER, () -> letIn(alice, friend));
        assertThat(world.invitations.list(alice.id())).isEmpty();
        assertThat(world.members.role(alice.id(), alice.did())).contains(Role.OWNER);
        assertThat(world.members.list(alice.id()))
                .filteredOn(Member::suspended)
                .extracting(Member::did)
                .containsExactlyInAnyOrder(friend.did(), second.did());

        world.members.changeRole(alice.id(), alice.did(), friend.did(), Role.OWNER);
        world.members.remove(alice.id(), second.did());
        world.credentials.on(new AtprotoEvent.PasswordChanged(alice.did()));

        assertThat(world.members.role(alice.id(), friend.did()))
                .as("her word stands")
                .contains(Role.OWNER);
        assertThat(world.tokens.holderOf(tokenOfFriend.secret()).maker()).isEqualTo(friend.did());
    }

    private void letIn(Tenant by, Tenant account) {
        var invitation = world.invitations.invite(alice.id(), by.did(), account.handle(), Role.OWNER);
        world.invitations.accept(List.of(account.did()), invitation.id());
    }

    /** A colleague of long standing goes on working, and so does one whom somebody else let in. */
    @Test
    void suspendsNobodyWhoseRoleIsOlderThanWhatEndsOrOfSomebodyElse() {
        world.tokens.revoke(bob.id(), stolen.token().id());
        var colleague = world.signUp("colleague.test");
        world.joined(alice, colleague, Role.BUYER);
        world.clock.pass(Duration.ofDays(31));
        var guest = world.signUp("guest.test");
        world.joined(bob, guest, Role.BUYER);

        world.credentials.on(new AtprotoEvent.PasswordChanged(alice.did()));

        assertThat(world.members.role(alice.id(), colleague.did())).contains(Role.BUYER);
        assertThat(world.members.role(bob.id(), guest.did())).contains(Role.BUYER);
    }

    /** A role given anew is as good as an invitation, and a token acts for as long as it lives. */
    @Test
    void suspendsWhoGotARoleWithATokenThatEnds() {
        var accomplice = world.signUp("accomplice.test");
        world.joined(bob, accomplice, Role.AUDITOR);
        world.members.changeRole(bob.id(), alice.did(), accomplice.did(), Role.OWNER);
        world.clock.pass(Duration.ofDays(60));

        world.credentials.on(new AtprotoEvent.PasswordChanged(alice.did()));

        assertThat(world.members.role(bob.id(), accomplice.did())).isEmpty();
        assertThat(world.members.role(bob.id(), bob.did())).contains(Role.OWNER);
        assertThat(world.members.role(bob.id(), alice.did())).contains(Role.OWNER);
    }

    private void assertThatHeIsOut() {
        refuses(IdentityProblem.TOKEN_REFUSED, () -> world.tokens.holderOf(stolen.secret()));
        assertThat(world.signIns.seat(thief.request())).isEmpty();
        assertThat(world.invitations.list(alice.id())).isEmpty();
        assertThat(world.tokens.holderOf(own.secret()).maker()).isEqualTo(bob.did());
        assertThat(world.signIns.seat(bobs.request())).isPresent();
        assertThat(world.members.tenantsOf(List.of(alice.did()))).hasSize(2);
    }
}

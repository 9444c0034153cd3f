package org.computecontracts.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.computecontracts.identity.TenantsTest.refuses;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.AtprotoEvent;
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

    @Test
    void soDoesTheEndOfTheAccount() {
        world.credentials.on(new AtprotoEvent.AccountDeleted(alice.did()));

        assertThatHeIsOut();
    }

    /** What it leaves at the server it has moved away from is deleted by itself, or has its password changed. */
    @Test
    void whatAnAccountLeavesBehindEndsNothing() {
        world.settings.signUpPds = Optional.of(URI.create("https://former.example"));

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

    private void assertThatHeIsOut() {
        refuses(IdentityProblem.TOKEN_REFUSED, () -> world.tokens.holderOf(stolen.secret()));
        assertThat(world.signIns.seat(thief.request())).isEmpty();
        assertThat(world.invitations.list(alice.id())).isEmpty();
        assertThat(world.tokens.holderOf(own.secret()).maker()).isEqualTo(bob.did());
        assertThat(world.signIns.seat(bobs.request())).isPresent();
        assertThat(world.members.tenantsOf(List.of(alice.did()))).hasSize(2);
    }
}

package org.computecontracts.identity.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.computecontracts.identity.IdentityWorld.PASSWORD;
import static org.computecontracts.identity.account.TenantsTest.refuses;

import java.time.Duration;
import org.computecontracts.atproto.AtprotoProblem;
import org.computecontracts.atproto.Handle;
import org.computecontracts.identity.IdentityProblem;
import org.computecontracts.identity.IdentityWorld;
import org.computecontracts.identity.Tenant;
import org.computecontracts.testing.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EntranceTest {
    private static final Database DATABASE = Database.fresh();
    private final IdentityWorld world = new IdentityWorld(DATABASE);
    private final Browser browser = new Browser();
    private Tenant alice;

    @BeforeEach
    void aliceIsHere() {
        DATABASE.clear();
        alice = world.signUp("alice.test");
        from("198.51.100.7");
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void guessingIsSlowedDownAndTimeHeals() {
        guessTenTimes();

        refuses(IdentityProblem.TOO_MANY_ATTEMPTS, () -> signIn("alice.test", PASSWORD));
        refuses(IdentityProblem.TOO_MANY_ATTEMPTS, () -> signIn("did:plc:alicetest", PASSWORD));
        world.clock.pass(Duration.ofMinutes(11));
        assertThat(signIn("alice.test", PASSWORD)).isEqualTo(alice);
    }

    @Test
    void whoeverGuessesShutsNobodyElseOut() {
        guessTenTimes();

        from("198.51.100.8");
        assertThat(world.signIns.signIn(browser.visit(), "alice.test", PASSWORD))
                .isEqualTo(alice);
        assertThat(world.signIns.seat(browser.request())).isPresent();
    }

    @Test
    void aNetworkIsOneNeighbourhoodHoweverManyAddressesItHas() {
        for (var attempt = 0; attempt < 10; attempt++) {
            from("2001:db8::" + attempt);
            refuses(IdentityProblem.SIGN_IN_REFUSED, () -> signIn("alice.test", "wrong password"));
        }

        from("2001:db8::ffff");
        refuses(IdentityProblem.TOO_MANY_ATTEMPTS, () -> signIn("alice.test", PASSWORD));
        from("2001:db8:0:1::1");
        assertThat(signIn("alice.test", PASSWORD)).isEqualTo(alice);
    }

    @Test
    void aSignInForgivesTheAttemptsBefore() {
        for (var attempt = 0; attempt < 25; attempt++) {
            if (attempt % 5 == 0) {
                signIn("alice.test", PASSWORD);
            }
            refuses(IdentityProblem.SIGN_IN_REFUSED, () -> signIn("alice.test", "wrong password"));
        }
    }

    @Test
    void oneNeighbourhoodCannotTryAccountAfterAccount() {
        for (var attempt = 0; attempt < 100; attempt++) {
            refuses(AtprotoProblem.INVALID_IDENTIFIER, () -> signIn("nobody", PASSWORD));
        }

        refuses(IdentityProblem.TOO_MANY_ATTEMPTS, () -> signIn("alice.test", PASSWORD));
        refuses(IdentityProblem.TOO_MANY_ATTEMPTS, () -> world.oauth.begin(browser.visit(), "alice.test", "/"));
    }

    @Test
    void oneNeighbourhoodDoesNotMakeAccountsWithoutEnd() {
        for (var attempt = 0; attempt < 100; attempt++) {
            refuses(
                    IdentityProblem.HANDLE_TAKEN,
                    () -> world.entrance.signUp(browser.request(), new Handle("alice.test"), PASSWORD));
        }

        refuses(
                IdentityProblem.TOO_MANY_ATTEMPTS,
                () -> world.entrance.signUp(browser.request(), new Handle("bob.test"), PASSWORD));
        from("198.51.100.8");
        assertThat(world.entrance
                        .signUp(browser.request(), new Handle("bob.test"), PASSWORD)
                        .handle())
                .isEqualTo(new Handle("bob.test"));
    }

    @Test
    void oneNeighbourhoodDoesNotMakeUsAskOthersWithoutEnd() {
        for (var attempt = 0; attempt < 300; attempt++) {
            refuses(AtprotoProblem.INVALID_IDENTIFIER, () -> world.entrance.signsInHere(browser.request(), "nobody"));
        }

        refuses(IdentityProblem.TOO_MANY_ATTEMPTS, () -> world.entrance.signsInHere(browser.request(), "alice.test"));
        assertThat(signIn("alice.test", PASSWORD)).isEqualTo(alice);
    }

    private void guessTenTimes() {
        for (var attempt = 0; attempt < 10; attempt++) {
            refuses(IdentityProblem.SIGN_IN_REFUSED, () -> signIn("alice.test", "wrong password"));
        }
    }

    /** As our own front hands it on. */
    private void from(String address) {
        browser.header("X-Forwarded-For", "10.9.9.9, " + address);
    }

    private Tenant signIn(String identifier, String password) {
        return world.entrance.signIn(browser.request(), identifier, password);
    }
}

package org.computecontracts.identity.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.time.Duration;
import org.computecontracts.atproto.AtprotoProblem;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.identity.IdentityProblem;
import org.computecontracts.identity.IdentityWorld;
import org.computecontracts.identity.Tenant;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.ProblemType;
import org.computecontracts.testing.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountMovesTest {
    private static final Database DATABASE = Database.fresh();
    private static final Nsid THING = new Nsid("com.example.thing");
    private final IdentityWorld world = new IdentityWorld(DATABASE);
    private Tenant alice;

    @BeforeEach
    void signUp() {
        DATABASE.clear();
        alice = world.signUp("alice.test");
        world.clock.pass(Duration.ofSeconds(2)); // one account is asked about at most once a second
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void endsTheSessionOfAnAccountThatHasMovedAndSaysWhereTo() {
        world.server.elsewhere.put(alice.did().value(), URI.create("https://new.example.com"));

        world.moves.look(alice.did());

        refused(IdentityProblem.SIGN_IN_AGAIN, "has moved from 127.0.0.1 to new.example.com: sign in again");
        assertThat(world.sessions.look(alice.id()).orElseThrow())
                .matches(AccountSession::ended)
                .extracting(session -> session.endedBecause().orElse(""))
                .asString()
                .contains("new.example.com");
    }

    @Test
    void leavesAnAccountAloneThatIsWhereItWas() {
        world.moves.look(alice.did());

        assertThat(world.sessions.look(alice.id()).orElseThrow().ended()).isFalse();
    }

    /** Nobody told of the move: the old server's refusal does. */
    @Test
    void findsOutByARefusalThatTheAccountHasMoved() {
        world.server.elsewhere.put(alice.did().value(), URI.create("https://new.example.com"));
        world.server.refusesWrites = "AccountDeactivated";

        refused(IdentityProblem.SIGN_IN_AGAIN, "has moved");
        refused(IdentityProblem.SIGN_IN_AGAIN, "has moved");
        assertThat(world.server.calls)
                .filteredOn(call -> call.endsWith("putRecord"))
                .hasSize(1);
    }

    @Test
    void saysThatTheAccountIsDeactivatedWhereItIs() {
        world.server.refusesWrites = "AccountDeactivated";

        refused(IdentityProblem.SIGN_IN_AGAIN, "alice.test is deactivated at 127.0.0.1");
    }

    @Test
    void aRefusalThatSaysNothingOfTheAccountEndsNoSession() {
        world.server.refusesWrites = "AccountNotFound";

        refused(AtprotoProblem.SESSION_EXPIRED, "");
        assertThat(world.sessions.look(alice.id()).orElseThrow().ended()).isFalse();
    }

    @Test
    void anotherSignInBeginsAnew() {
        world.server.refusesWrites = "AccountDeactivated";
        refused(IdentityProblem.SIGN_IN_AGAIN, "deactivated");
        world.server.refusesWrites = "";

        world.tenants.signIn("alice.test", IdentityWorld.PASSWORD);

        assertThat(world.sessions.look(alice.id()).orElseThrow())
                .matches(session -> !session.ended() && session.endedBecause().isEmpty());
    }

    private void refused(ProblemType type, String because) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> world.pds.put(
                        world.sessions.of(alice.id()), THING, "x", Json.object().put("$type", THING.value())))
                .satisfies(e -> assertThat(e.detail()).contains(because))
                .extracting(ProblemException::type)
                .isEqualTo(type);
    }
}

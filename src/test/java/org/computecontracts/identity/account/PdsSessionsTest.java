package org.computecontracts.identity.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.computecontracts.identity.account.TenantsTest.refuses;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.identity.IdentityProblem;
import org.computecontracts.identity.IdentityWorld;
import org.computecontracts.identity.Tenant;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.testing.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PdsSessionsTest {
    private static final Database DATABASE = Database.fresh();
    private final IdentityWorld world = new IdentityWorld(DATABASE);
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
    void anExpiredTokenIsRefreshedOnTheWay() {
        world.server.expireAccess(alice.did());
        var session = world.sessionOf(alice);

        var ref = world.pds.put(session, new Nsid("a.b.c"), "x", Json.object().put("$type", "a.b.c"));

        assertThat(ref.uri().authority()).isEqualTo(alice.did());
        assertThat(session.access().token()).isEqualTo("access-2-secret");
        assertThat(world.accessTokenOf(alice)).isEqualTo("access-2-secret");
    }

    @Test
    void eachRefreshUsesTheTokenOfTheOneBefore() {
        var session = world.sessionOf(alice);

        session.renewed();
        session.renewed();
        session.renewed();

        assertThat(session.access().token()).isEqualTo("access-4-secret");
        assertThat(world.server.refreshes).hasValue(3);
    }

    @Test
    void manyAtOnceRefreshOnce() throws InterruptedException {
        world.server.duringRefresh = () -> sleep(300);
        var seen = world.sessionOf(alice);

        try (var threads = Executors.newFixedThreadPool(8)) {
            var sessions =
                    Stream.generate(() -> world.sessionOf(alice)).limit(8).toList();
            var done = threads.invokeAll(sessions.stream()
                    .map(session -> (Callable<String>) () -> {
                        return session.renewed().token();
                    })
                    .toList());
            assertThat(done).allSatisfy(token -> assertThat(get(token)).isEqualTo("access-2-secret"));
        }

        assertThat(world.server.refreshes).hasValue(1);
        seen.renewed();
        assertThat(world.server.refreshes).hasValue(1);
        assertThat(seen.access().token()).isEqualTo("access-2-secret");
    }

    @Test
    void noRowIsLockedWhileThePdsIsAsked() {
        world.server.duringRefresh = () -> {
            try (var connection = DATABASE.dataSource().getConnection();
                    var sql = connection.createStatement()) {
                sql.executeQuery("select 1 from account_session for update nowait")
                        .next();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        };

        world.sessionOf(alice).renewed();

        assertThat(world.accessTokenOf(alice)).isEqualTo("access-2-secret");
    }

    @Test
    void theTurnOfOneWhoDiedIsTakenAfterTheLease() {
        var seen = world.sessionStore.get(alice.id());
        var now = world.clock.instant();
        var until = now.plus(world.settings.refreshLease());
        assertThat(world.sessionStore.takeTurn(alice.id(), seen.generation(), now, until))
                .isInstanceOf(RefreshLease.Yours.class);
        assertThat(world.sessionStore.takeTurn(alice.id(), seen.generation(), now, until))
                .isInstanceOf(RefreshLease.Busy.class);

        world.clock.pass(Duration.ofSeconds(31));
        world.sessionOf(alice).renewed();

        assertThat(world.sessionStore.get(alice.id()).token()).isEqualTo("access-2-secret");
    }

    @Test
    void aPairThatComesTooLateIsDropped() {
        var seen = world.sessionStore.get(alice.id());
        world.sessionOf(alice).renewed();

        var late = new SessionTokens(alice.did(), "late-access", "late-refresh", Optional.empty());
        var kept = world.sessionStore.renewed(alice.id(), seen.generation(), late, world.clock.instant());

        assertThat(kept).isFalse();
        assertThat(world.sessionStore.get(alice.id()).token()).isEqualTo("access-2-secret");
        world.sessionOf(alice).renewed();
        assertThat(world.sessionStore.get(alice.id()).token()).isEqualTo("access-3-secret");
    }

    @Test
    void aSessionGivenBackDuringARefreshStaysGivenBack() {
        world.server.duringRefresh = () -> world.sessions.end(alice.id());

        refuses(IdentityProblem.SIGN_IN_AGAIN, world.sessionOf(alice)::renewed);

        refuses(IdentityProblem.SIGN_IN_AGAIN, () -> world.sessions.of(alice.id()));
        assertThat(world.server.calls.stream().filter(call -> call.contains("deleteSession")))
                .hasSize(2);
    }

    @Test
    void aFailureOfThePdsGivesTheTurnBack() {
        world.server.broken.add("refreshSession");
        var session = world.sessionOf(alice);
        refuses(KernelProblem.OUTSIDE_FAILED, session::renewed);

        world.server.broken.clear();
        session.renewed();

        assertThat(session.access().token()).isEqualTo("access-2-secret");
    }

    @Test
    void anEndedSessionAsksForASignInAndThatHeals() {
        var session = world.sessionOf(alice);
        world.server.endSession(alice.did());

        refuses(IdentityProblem.SIGN_IN_AGAIN, session::renewed);
        refuses(IdentityProblem.SIGN_IN_AGAIN, () -> world.sessions.of(alice.id()));

        world.tenants.signIn("alice.test", IdentityWorld.PASSWORD);
        session.renewed();
        assertThat(session.access().token()).isEqualTo(world.accessTokenOf(alice));
    }

    private static String get(Future<String> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package org.computecontracts.identity.account;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.computecontracts.identity.IdentityWorld.PASSWORD;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.computecontracts.atproto.Handle;
import org.computecontracts.identity.IdentityProblem;
import org.computecontracts.identity.IdentityWorld;
import org.computecontracts.identity.Tenant;
import org.computecontracts.identity.token.TokenHolder;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.ProblemType;
import org.computecontracts.kernel.Right;
import org.computecontracts.kernel.Role;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.testing.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

public class TenantsTest {
    private static final Database DATABASE = Database.fresh();
    private static final String KEY_RECORD = "com.publicdomainrelay.temp.market.badgeBlueKey";
    private final IdentityWorld world = new IdentityWorld(DATABASE);

    @BeforeEach
    void emptyTables() {
        DATABASE.clear();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void signUpMakesTheAccountAndItsTenant() {
        var alice = world.signUp("alice.test");

        assertThat(alice.handle()).isEqualTo(new Handle("alice.test"));
        assertThat(alice.pds()).isEqualTo(world.server.uri());
        assertThat(world.tenants.get(alice.id())).isEqualTo(alice);
        assertThat(world.tenants.find(alice.did())).contains(alice);
        assertThat(world.accessTokenOf(alice)).isEqualTo("access-1-secret");
        assertThat(world.members.list(alice.id()))
                .singleElement()
                .satisfies(member -> assertThat(member.role()).isEqualTo(Role.OWNER));
    }

    @Test
    void theAttestationKeyIsInTheDidDocumentAndNeedsNoRecord() {
        var alice = world.signUp("alice.test");

        assertThat(world.identities.fresh(alice.did()).keys().get("#attestation"))
                .isEqualTo(world.keys.of(alice.id()).verifyingKey());
        assertThat(world.keys.unannounced()).isEmpty();
        assertThat(world.server.calls).noneMatch(call -> call.contains("putRecord"));
    }

    @Test
    void aPdsThatListsNoAttestationKeyGetsTheKeyAsARecord() {
        world.server.listsAttestationKeys = false;

        var alice = world.signUp("alice.test");

        var key = world.keys.of(alice.id()).didKey();
        var record = world.server.record(alice.did(), KEY_RECORD, key);
        assertThat(record.path("key").asText()).isEqualTo(key);
        assertThat(record.path("issuer").asText()).isEqualTo(alice.did().value());
    }

    @Test
    void aKeyThatCouldNotBeAnnouncedIsAnnouncedLater() {
        world.server.listsAttestationKeys = false;
        world.server.broken.add("putRecord");
        var alice = world.signUp("alice.test");
        assertThat(world.keys.unannounced()).containsExactly(alice.id());

        world.server.broken.clear();
        var timer = new AnnounceTimer();
        timer.keys = world.keys;
        timer.tick();
        timer.tick();

        assertThat(world.keys.unannounced()).isEmpty();
        assertThat(world.server.calls.stream().filter(call -> call.contains("putRecord")))
                .hasSize(2);
    }

    @Test
    void signInFindsTheSameTenantAndKeepsItsKey() {
        var alice = world.signUp("alice.test");
        var key = world.keys.of(alice.id()).didKey();

        var again = world.tenants.signIn("@Alice.test", PASSWORD);

        assertThat(again).isEqualTo(alice);
        assertThat(world.keys.of(alice.id()).didKey()).isEqualTo(key);
        assertThat(world.tenants.all()).hasSize(1);
        assertThat(world.accessTokenOf(alice)).isEqualTo("access-2-secret");
    }

    @Test
    void anAccountFromElsewhereIsOpenedAtItsFirstSignIn() {
        var did = world.server.account("bob.test", PASSWORD);

        var bob = world.tenants.signIn(did.value(), PASSWORD);

        assertThat(bob.did()).isEqualTo(did);
        assertThat(bob.handle()).isEqualTo(new Handle("bob.test"));
        var key = world.keys.of(bob.id()).didKey();
        assertThat(world.server.record(did, KEY_RECORD, key).path("key").asText())
                .isEqualTo(key);
    }

    @Test
    void twoFirstSignInsAtOnceOpenOneTenant() {
        world.server.account("bob.test", PASSWORD);

        var found = IntStream.range(0, 4)
                .parallel()
                .mapToObj(i -> world.tenants.signIn("bob.test", PASSWORD))
                .map(Tenant::id)
                .distinct()
                .toList();

        assertThat(found).hasSize(1);
        assertThat(world.members.list(found.getFirst())).hasSize(1);
    }

    @Test
    void aTakenHandleAndAShortPasswordAreRefused() {
        world.signUp("alice.test");

        refuses(IdentityProblem.HANDLE_TAKEN, () -> world.signUp("alice.test"));
        refuses(KernelProblem.INVALID_INPUT, () -> world.tenants.signUp(new Handle("x.test"), "short"));
        assertThat(world.tenants.all()).hasSize(1);
    }

    @Test
    void aWrongPasswordChangesNothing() {
        var alice = world.signUp("alice.test");

        refuses(IdentityProblem.SIGN_IN_REFUSED, () -> world.tenants.signIn("alice.test", "wrong password"));

        assertThat(world.accessTokenOf(alice)).isEqualTo("access-1-secret");
    }

    @Test
    void nothingSecretIsReadableInTheDatabase() throws SQLException {
        var alice = world.signUp("alice.test");
        var token = world.tokens.issue(alice.id(), alice.did(), "ci", Role.OWNER.rights(), Duration.ofDays(1));
        var key = world.keys.of(alice.id()).stored();

        var everything = everyCell();

        assertThat(everything).anyMatch(cell -> cell.contains("alice.test"));
        assertThat(everything)
                .noneMatch(cell -> cell.contains("access-1-secret"))
                .noneMatch(cell -> cell.contains("refresh-1-secret"))
                .noneMatch(cell -> cell.contains(token.secret()))
                .noneMatch(cell -> cell.contains(new String(key, 1, 32, ISO_8859_1)))
                .noneMatch(cell -> cell.contains(PASSWORD));
    }

    @Test
    void aSealedTokenMovedToAnotherTenantDoesNotOpen() throws SQLException {
        var alice = world.signUp("alice.test");
        var bob = world.signUp("bob.test");
        try (var connection = DATABASE.dataSource().getConnection();
                var sql = connection.prepareStatement("update account_session set access_token = (select access_token"
                        + " from account_session where tenant = ?) where tenant = ?")) {
            sql.setObject(1, alice.id().value());
            sql.setObject(2, bob.id().value());
            sql.executeUpdate();
        }

        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> world.sessions.of(bob.id()));
    }

    @Test
    void anotherTenantsThingsAreNotFound() {
        var alice = world.signUp("alice.test");
        var bob = world.signUp("bob.test");
        var token = world.tokens.issue(alice.id(), alice.did(), "ci", Role.OWNER.rights(), Duration.ofDays(1));
        world.joined(alice, bob, Role.AUDITOR);

        assertThat(world.tokens.list(bob.id())).isEmpty();
        refuses(
                IdentityProblem.TOKEN_NOT_FOUND,
                () -> world.tokens.revoke(bob.id(), token.token().id()));
        assertThat(world.members.list(bob.id())).extracting(Member::did).containsExactly(bob.did());
        assertThat(world.members.role(bob.id(), alice.did())).isEmpty();
        assertThat(world.keys.of(bob.id()).didKey())
                .isNotEqualTo(world.keys.of(alice.id()).didKey());
        refuses(IdentityProblem.TENANT_NOT_FOUND, () -> world.sessions.of(TenantId.random()));
        assertThat(world.tokens.holderOf(token.secret()).tenant()).isEqualTo(alice.id());
    }

    @Test
    void membersComeAndGoButTheOwnAccountStays() {
        var alice = world.signUp("alice.test");
        var bob = world.signUp("bob.test");

        world.joined(alice, bob, Role.AUDITOR);
        refuses(
                IdentityProblem.ALREADY_MEMBER,
                () -> world.invitations.invite(alice.id(), alice.did(), bob.handle(), Role.OWNER));
        world.members.changeRole(alice.id(), alice.did(), bob.did(), Role.OWNER);

        assertThat(world.members.role(alice.id(), bob.did())).contains(Role.OWNER);
        assertThat(world.members.tenantsOf(List.of(bob.did()))).containsExactlyInAnyOrder(alice, bob);
        refuses(IdentityProblem.OWN_ACCOUNT_STAYS, () -> world.members.remove(alice.id(), alice.did()));
        refuses(
                IdentityProblem.OWN_ACCOUNT_STAYS,
                () -> world.invitations.invite(alice.id(), alice.did(), alice.handle(), Role.AUDITOR));
        refuses(
                IdentityProblem.OWN_ACCOUNT_STAYS,
                () -> world.members.changeRole(alice.id(), alice.did(), alice.did(), Role.AUDITOR));
        world.members.remove(alice.id(), bob.did());
        refuses(IdentityProblem.MEMBER_NOT_FOUND, () -> world.members.remove(alice.id(), bob.did()));
    }

    @Test
    void aTokenSpeaksForItsTenantInItsRoleUntilItExpires() {
        var alice = world.signUp("alice.test");
        var viewer =
                world.tokens.issue(alice.id(), alice.did(), " dashboard ", Role.AUDITOR.rights(), Duration.ofHours(1));

        assertThat(viewer.secret()).startsWith("cc_").hasSize(46);
        assertThat(viewer.toString()).doesNotContain(viewer.secret());
        assertThat(world.tokens.holderOf(viewer.secret()))
                .isEqualTo(new TokenHolder(alice.id(), alice.did(), Set.of(Right.READ)));
        assertThat(world.tokens.list(alice.id()))
                .singleElement()
                .satisfies(token -> assertThat(token.name()).isEqualTo("dashboard"))
                .satisfies(token -> assertThat(token.lastUsedAt()).contains(world.clock.instant()));
        world.clock.pass(Duration.ofHours(1));
        refuses(IdentityProblem.TOKEN_REFUSED, () -> world.tokens.holderOf(viewer.secret()));
        assertThat(world.tokens.list(alice.id())).isEmpty();
        world.tokens.issue(alice.id(), alice.did(), "next", Role.AUDITOR.rights(), Duration.ofHours(1));
        List<?> kept = DATABASE.inTransaction(
                em -> em.createNativeQuery("select name from api_token").getResultList());
        assertThat(kept).hasSize(1);
    }

    @Test
    void whoIsInvitedIsInOnceTheyAccept() {
        var alice = world.signUp("alice.test");
        var bob = world.signUp("bob.test");
        var eve = world.signUp("eve.test");

        var invitation = world.invitations.invite(alice.id(), alice.did(), bob.handle(), Role.BUYER);

        assertThat(world.members.role(alice.id(), bob.did())).isEmpty();
        assertThat(world.invitations.list(alice.id())).containsExactly(invitation);
        assertThat(world.invitations.list(bob.id())).isEmpty();
        assertThat(world.invitations.to(List.of(bob.did()))).containsExactly(invitation);
        refuses(
                IdentityProblem.INVITATION_NOT_FOUND,
                () -> world.invitations.accept(List.of(eve.did()), invitation.id()));
        world.invitations.accept(List.of(bob.did()), invitation.id());
        assertThat(world.members.role(alice.id(), bob.did())).contains(Role.BUYER);
        refuses(
                IdentityProblem.INVITATION_NOT_FOUND,
                () -> world.invitations.accept(List.of(bob.did()), invitation.id()));
    }

    /** Within the minutes for which names are remembered. */
    @Test
    void aNameIsLookedUpAfreshForWhoIsInvited() {
        var alice = world.signUp("alice.test");
        var bob = world.signUp("bob.test");
        var eve = world.signUp("eve.test");
        assertThat(world.identities.resolve(bob.handle())).isEqualTo(bob.did());
        world.server.rename(bob.did(), "robert.test");
        world.server.rename(eve.did(), "bob.test");
        world.clock.pass(Duration.ofSeconds(2));

        var invitation = world.invitations.invite(alice.id(), alice.did(), bob.handle(), Role.OWNER);

        assertThat(invitation.did()).isEqualTo(eve.did());
    }

    @Test
    void invitationsEndWithdrawnDeclinedOrTooOld() {
        var alice = world.signUp("alice.test");
        var bob = world.signUp("bob.test");
        var one = world.invitations.invite(alice.id(), alice.did(), bob.handle(), Role.BUYER);
        var two = world.invitations.invite(alice.id(), alice.did(), bob.handle(), Role.OPERATOR);
        assertThat(world.invitations.list(alice.id())).containsExactly(two);
        refuses(IdentityProblem.INVITATION_NOT_FOUND, () -> world.invitations.withdraw(alice.id(), one.id()));
        refuses(IdentityProblem.INVITATION_NOT_FOUND, () -> world.invitations.withdraw(bob.id(), two.id()));

        world.invitations.withdraw(alice.id(), two.id());
        refuses(IdentityProblem.INVITATION_NOT_FOUND, () -> world.invitations.accept(List.of(bob.did()), two.id()));
        var three = world.invitations.invite(alice.id(), alice.did(), bob.handle(), Role.BUYER);
        world.invitations.decline(List.of(bob.did()), three.id());
        var four = world.invitations.invite(alice.id(), alice.did(), bob.handle(), Role.BUYER);
        world.clock.pass(Duration.ofDays(14));
        assertThat(world.invitations.to(List.of(bob.did()))).isEmpty();
        refuses(IdentityProblem.INVITATION_NOT_FOUND, () -> world.invitations.accept(List.of(bob.did()), four.id()));
        assertThat(world.members.role(alice.id(), bob.did())).isEmpty();
    }

    @Test
    void whatAnOwnerOfferedGoesWithHim() {
        var alice = world.signUp("alice.test");
        var mallory = world.signUp("mallory.test");
        var other = world.signUp("other.test");
        world.joined(alice, mallory, Role.OWNER);
        var one = world.invitations.invite(alice.id(), mallory.did(), other.handle(), Role.OWNER);
        world.members.changeRole(alice.id(), alice.did(), mallory.did(), Role.BUYER);
        refuses(IdentityProblem.INVITATION_NOT_FOUND, () -> world.invitations.accept(List.of(other.did()), one.id()));

        world.members.changeRole(alice.id(), alice.did(), mallory.did(), Role.OWNER);
        var two = world.invitations.invite(alice.id(), mallory.did(), other.handle(), Role.OWNER);
        world.members.remove(alice.id(), mallory.did());
        refuses(IdentityProblem.INVITATION_NOT_FOUND, () -> world.invitations.accept(List.of(other.did()), two.id()));
        refuses(
                IdentityProblem.MEMBER_NOT_FOUND,
                () -> world.members.changeRole(alice.id(), alice.did(), mallory.did(), Role.OWNER));
        assertThat(world.members.role(alice.id(), mallory.did())).isEmpty();
    }

    @Test
    void unknownRevokedAndForeignTokensAreRefused() {
        var alice = world.signUp("alice.test");
        var token = world.tokens.issue(alice.id(), alice.did(), "ci", Role.OWNER.rights(), Duration.ofHours(1));

        world.tokens.revoke(alice.id(), token.token().id());

        refuses(IdentityProblem.TOKEN_REFUSED, () -> world.tokens.holderOf(token.secret()));
        refuses(IdentityProblem.TOKEN_REFUSED, () -> world.tokens.holderOf("cc_guess"));
        refuses(IdentityProblem.TOKEN_REFUSED, () -> world.tokens.holderOf("ghp_other"));
    }

    @Test
    void aTokenDoesWhatItsMakerMayDoNow() {
        var alice = world.signUp("alice.test");
        var bob = world.signUp("bob.test");
        world.joined(alice, bob, Role.OWNER);
        var token = world.tokens.issue(alice.id(), bob.did(), "ci", Role.OWNER.rights(), Duration.ofHours(1));
        assertThat(world.tokens.holderOf(token.secret()).rights()).isEqualTo(Role.OWNER.rights());

        world.members.changeRole(alice.id(), alice.did(), bob.did(), Role.OPERATOR);

        assertThat(world.tokens.holderOf(token.secret()).rights()).isEqualTo(Role.OPERATOR.rights());
        assertThat(world.tokens.list(alice.id()))
                .singleElement()
                .satisfies(listed -> assertThat(listed.maker()).isEqualTo(bob.did()))
                .satisfies(listed -> assertThat(listed.rights()).isEqualTo(Role.OPERATOR.rights()));
    }

    @Test
    void aTokenEndsWithTheMembershipOfItsMaker() {
        var alice = world.signUp("alice.test");
        var bob = world.signUp("bob.test");
        world.joined(alice, bob, Role.OWNER);
        var token = world.tokens.issue(alice.id(), bob.did(), "ci", Role.OWNER.rights(), Duration.ofHours(1));
        var own = world.tokens.issue(alice.id(), alice.did(), "own", Role.OWNER.rights(), Duration.ofHours(1));

        world.members.remove(alice.id(), bob.did());
        refuses(IdentityProblem.TOKEN_REFUSED, () -> world.tokens.holderOf(token.secret()));
        world.joined(alice, bob, Role.OWNER);

        refuses(IdentityProblem.TOKEN_REFUSED, () -> world.tokens.holderOf(token.secret()));
        assertThat(world.tokens.holderOf(own.secret()).maker()).isEqualTo(alice.did());
    }

    @Test
    void tokensWithoutANameOrAnEndAreNotIssued() {
        var alice = world.signUp("alice.test");

        refuses(
                KernelProblem.INVALID_INPUT,
                () -> world.tokens.issue(alice.id(), alice.did(), " ", Role.OWNER.rights(), Duration.ofHours(1)));
        refuses(
                KernelProblem.INVALID_INPUT,
                () -> world.tokens.issue(
                        alice.id(), alice.did(), "x".repeat(101), Role.OWNER.rights(), Duration.ofHours(1)));
        for (var life : List.of(Duration.ZERO, Duration.ofDays(-1), Duration.ofDays(366))) {
            refuses(
                    KernelProblem.INVALID_INPUT,
                    () -> world.tokens.issue(alice.id(), alice.did(), "x", Role.OWNER.rights(), life));
        }
    }

    public static void refuses(ProblemType type, ThrowingCallable call) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(call)
                .satisfies(problem -> assertThat(problem.type()).isEqualTo(type));
    }

    private static List<String> everyCell() throws SQLException {
        var cells = new ArrayList<String>();
        var tables = List.of("tenant", "member", "account_session", "attestation_key", "api_token", "portal_session");
        try (var connection = DATABASE.dataSource().getConnection();
                var sql = connection.createStatement()) {
            for (var table : tables) {
                var rows = sql.executeQuery("select * from " + table);
                while (rows.next()) {
                    for (var column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                        var bytes = rows.getBytes(column);
                        cells.add(bytes == null ? "" : new String(bytes, ISO_8859_1));
                    }
                }
            }
        }
        return cells;
    }
}

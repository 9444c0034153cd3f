package org.computecontracts.identity.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.computecontracts.identity.IdentityWorld;
import org.computecontracts.identity.Tenant;
import org.computecontracts.identity.member.CurrentMember;
import org.computecontracts.identity.signin.Browser;
import org.computecontracts.kernel.CurrentTenant;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.Right;
import org.computecontracts.kernel.Role;
import org.computecontracts.kernel.Settings;
import org.computecontracts.testing.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInFilterTest {
    private static final Database DATABASE = Database.fresh();
    private final IdentityWorld world = new IdentityWorld(DATABASE);
    private final Browser browser = new Browser();
    private CurrentTenant current = new CurrentTenant();
    private final CurrentMember member = new CurrentMember();
    private Tenant alice;
    private boolean wentOn;

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
    void aSessionNamesTheTenantOnPages() {
        world.signIns.establish(browser.visit(), alice);
        browser.path = "/market/rfp.xhtml";

        pass();

        assertThat(wentOn).isTrue();
        assertThat(current.id()).isEqualTo(alice.id());
        assertThat(Right.values()).allMatch(current::may);
    }

    @Test
    void whoIsNotSignedInGoesOnWithoutATenant() {
        browser.path = "/index.xhtml";

        pass();

        assertThat(wentOn).isTrue();
        assertThat(current.isSignedIn()).isFalse();
        assertThat(browser.sessionId()).isNull();
    }

    @Test
    void aTokenNamesTheTenantOnTheApiInItsRole() {
        var token = world.tokens.issue(alice.id(), alice.did(), "ci", Role.AUDITOR.rights(), Duration.ofDays(1));
        browser.path = "/api/rfps";
        browser.header("Authorization", "Bearer " + token.secret());

        pass();

        assertThat(current.id()).isEqualTo(alice.id());
        assertThat(catchProblem()).isEqualTo("This takes the right to manage, which your role here does not have");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/facilitator/verify", "/facilitator/settle"})
    void aSellersServerSettlesWithAToken(String path) {
        var token = world.tokens.issue(alice.id(), alice.did(), "shop", Role.OWNER.rights(), Duration.ofDays(1));
        browser.path = path;
        browser.method = "POST";
        browser.header("Authorization", "Bearer " + token.secret());

        pass();

        assertThat(current.id()).isEqualTo(alice.id());
    }

    @Test
    void aWrongTokenIsRefusedEvenWithASession() {
        world.signIns.establish(browser.visit(), alice);
        browser.path = "/api/rfps";
        browser.header("Authorization", "Bearer cc_wrong");

        pass();

        assertThat(wentOn).isFalse();
        assertThat(browser.status).isEqualTo(401);
        assertThat(browser.body.toString()).contains("/problems/token-refused").doesNotContain("cc_wrong");
    }

    @Test
    void aTokenIsForTheApiOnly() {
        var token = world.tokens.issue(alice.id(), alice.did(), "ci", Role.OWNER.rights(), Duration.ofDays(1));
        browser.path = "/trust/graph.xhtml";
        browser.header("Authorization", "Bearer " + token.secret());

        pass();

        assertThat(wentOn).isTrue();
        assertThat(current.isSignedIn()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/xrpc/com.atproto.repo.getRecord",
                "/ccr/at://did:plc:x/a.b.c/1/bafy",
                "/wif/abc/v1/oidc/prove",
                "/plc/did:plc:x",
                "/.well-known/did.json"
            })
    void theProtocolsBetweenStrangersKnowNoSession(String path) {
        world.signIns.establish(browser.visit(), alice);
        browser.path = path;
        browser.header("Authorization", "Bearer eyJhbGciOi.other.token");

        pass();

        assertThat(wentOn).isTrue();
        assertThat(current.isSignedIn()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rp.localhost", "rp.fedproxy.com", "hello--alice-test.localhost:8443"})
    void otherHostsAreSomebodyElsesGround(String host) {
        world.signIns.establish(browser.visit(), alice);
        browser.host = host;
        browser.path = "/api/rfps";
        browser.header("Authorization", "Bearer a.b.c");

        pass();

        assertThat(wentOn).isTrue();
        assertThat(current.isSignedIn()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://hello--alice-test.localhost:8443", "https://evil.example", "null"})
    void anotherSiteMayNotActWithTheCookie(String origin) {
        world.signIns.establish(browser.visit(), alice);
        browser.path = "/api/rfps";
        browser.method = "POST";
        browser.header("Origin", origin);

        pass();

        assertThat(wentOn).isFalse();
        assertThat(browser.status).isEqualTo(403);
    }

    /** Signed in by somebody else's form, a visitor would write into somebody else's account. */
    @ParameterizedTest
    @ValueSource(strings = {"/sign-in", "/api/session", "/api/accounts"})
    void anotherSiteSignsNobodyIn(String path) {
        browser.path = path;
        browser.method = "POST";
        browser.header("Origin", "https://hello--eve-test.localhost:8443");

        pass();

        assertThat(wentOn).isFalse();
        assertThat(browser.status).isEqualTo(403);
        assertThat(browser.body.toString()).contains("/problems/foreign-origin");
    }

    @Test
    void programsSendNoOriginAndTokensNeedNone() {
        browser.path = "/api/session";
        browser.method = "POST";
        pass();
        assertThat(wentOn).isTrue();

        var token = world.tokens.issue(alice.id(), alice.did(), "ci", Role.OWNER.rights(), Duration.ofDays(1));
        browser.path = "/api/rfps";
        browser.header("Origin", "https://app.example");
        browser.header("Authorization", "Bearer " + token.secret());
        pass();
        assertThat(wentOn).isTrue();
        assertThat(current.id()).isEqualTo(alice.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/xrpc/com.atproto.server.createSession", "/ccr/at://did:plc:x/a.b.c/1/bafy", "/wif/a/prove"})
    void theProtocolsBetweenStrangersAreOpenToOtherSites(String path) {
        browser.path = path;
        browser.method = "POST";
        browser.header("Origin", "https://app.example");

        pass();

        assertThat(wentOn).isTrue();
    }

    @Test
    void ourOwnPagesMayActWithTheCookie() {
        world.signIns.establish(browser.visit(), alice);
        browser.path = "/market/rfp.xhtml";
        browser.method = "POST";

        browser.header("Origin", "https://localhost:8443");
        pass();
        assertThat(current.id()).isEqualTo(alice.id());

        browser.host = "127.0.0.1:8080";
        browser.header("Origin", "http://127.0.0.1:8080");
        pass();
        assertThat(current.id()).isEqualTo(alice.id());
    }

    private void pass() {
        current = new CurrentTenant();
        wentOn = false;
        var filter = new SignInFilter();
        filter.territory = new Territory();
        filter.territory.settings = new Settings() {
            @Override
            public URI publicUrl() {
                return URI.create("https://localhost:8443");
            }
        };
        filter.signIns = world.signIns;
        filter.tokens = world.tokens;
        filter.current = current;
        filter.member = member;
        try {
            filter.doFilter(browser.request(), browser.response(), (request, response) -> wentOn = true);
        } catch (IOException | ServletException e) {
            throw new IllegalStateException(e);
        }
    }

    private String catchProblem() {
        try {
            current.require(Right.MANAGE);
            return "";
        } catch (ProblemException e) {
            return e.detail();
        }
    }
}

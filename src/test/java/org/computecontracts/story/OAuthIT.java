package org.computecontracts.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.options.SameSiteAttribute;
import java.util.List;
import org.computecontracts.testing.ForeignPds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Alice has an account on the reference PDS and uses it here, through that PDS's own consent pages. */
class OAuthIT {
    private static final String VOUCH = "sh.tangled.graph.vouch";

    private final String suffix = "-" + Long.toString(System.nanoTime(), 36) + ".test";
    private final Outside outside = new Outside();
    private final ForeignPds home = ForeignPds.beside(outside.portal());
    private final PersonsBrowser browser = new PersonsBrowser(outside.portal());
    private final String did = home.signUp("alice" + suffix, PersonsBrowser.PASSWORD);

    @AfterEach
    void leave() {
        browser.close();
        home.close();
    }

    @Test
    void signsInActsRenewsAndLeaves() {
        browser.signInElsewhere("alice" + suffix);
        assertThat(browser.page().locator(".who")).containsText("alice" + suffix);
        cookiesStayAtHome();
        var alice = new Person(outside, "alice" + suffix, did, browser.apiToken());
        var bob = Person.signedUp(outside, "bob" + suffix);

        var vouch = alice.judge(bob, "VOUCH", "signed at another server");
        assertThat(vouchFor(bob).path("cid")).isEqualTo(vouch.path("cid"));

        home.forgetAccessTokens();
        var denounce = alice.judge(bob, "DENOUNCE", "written with a renewed token");
        assertThat(vouchFor(bob).path("cid")).isEqualTo(denounce.path("cid"));

        leaves();
        var refused = alice.post(
                "/api/trust/vouches", Answer.object().put("subject", bob.did()).put("kind", "VOUCH"));
        assertThat(refused.refusal()).isEqualTo("/problems/sign-in-again");
    }

    /** Told on the next page, and put right by signing in: nothing of hers is lost. */
    @Test
    void isToldWhenItIsRevokedAtHomeAndSignsInAgain() {
        browser.signInElsewhere("alice" + suffix);
        var alice = new Person(outside, "alice" + suffix, did, browser.apiToken());
        var bob = Person.signedUp(outside, "bob" + suffix);
        alice.judge(bob, "VOUCH", "from before");

        revokesAtHome();
        var refused = alice.post(
                "/api/trust/vouches", Answer.object().put("subject", bob.did()).put("kind", "DENOUNCE"));
        assertThat(refused.refusal()).isEqualTo("/problems/sign-in-again");
        browser.page().navigate("/trust");
        assertThat(browser.page().locator("main")).containsText("at its server has ended");
        assertThat(browser.page().locator("#people")).containsText("from before");

        browser.page().context().clearCookies();
        browser.signInElsewhere("alice" + suffix);
        browser.page().navigate("/trust");
        assertThat(browser.page().locator("main")).not().containsText("at its server has ended");
        assertThat(browser.page().locator("#people")).containsText("from before");
        alice.judge(bob, "DENOUNCE", "by the token from before");
    }

    /** On the pages of the account's own server. */
    private void revokesAtHome() {
        var page = browser.page();
        page.navigate(home.url() + "/account");
        page.locator("input:not([type=password])").first().fill("alice" + suffix);
        page.locator("input[type=password]").fill(PersonsBrowser.PASSWORD);
        page.locator("button[type=submit]").click();
        page.locator("button:has-text('Revoke access')").first().click();
        page.locator("[role=alertdialog] button:has-text('Revoke access')").click();
        page.waitForCondition(() -> home.sessions().isEmpty());
    }

    /** What the account's own server shows, and what the portal shows of it. */
    private void leaves() {
        var page = browser.page();
        page.navigate("/sessions");
        assertThat(page.locator("#accountSession")).containsText(home.url().toString());
        assertThat(page.locator("#accountSession")).containsText(VOUCH);
        assertThat(page.locator("#accountSession")).not().containsText("no finer permission");
        browser.photograph("sessions");
        page.locator("#disconnect").click();
        assertThat(page.locator("#accountSession")).containsText("This session has ended");
        page.navigate("/contracts");
        assertThat(page.locator("main")).containsText("at its server has ended");
        page.navigate("/sessions");
        page.locator("#endAll").click();
        page.waitForURL("**/market");
        assertThat(page.locator("#signInLink")).isVisible();
    }

    private void cookiesStayAtHome() {
        var ours =
                List.of("__Host-JSESSIONID", "__Host-session", "__Host-oauth"); // the other server's have the same host
        var cookies = browser.page().context().cookies(outside.portal().url().toString()).stream()
                .filter(cookie -> ours.contains(cookie.name))
                .toList();
        assertThat(cookies).hasSameSizeAs(ours);
        assertThat(cookies).allSatisfy(cookie -> {
            assertThat(cookie.sameSite).as(cookie.name).isEqualTo(SameSiteAttribute.LAX);
            assertThat(cookie.secure).as(cookie.name).isTrue();
            assertThat(cookie.httpOnly).as(cookie.name).isTrue();
        });
    }

    private JsonNode vouchFor(Person subject) {
        return home.get(
                "/xrpc/com.atproto.repo.getRecord?repo=" + did + "&collection=" + VOUCH + "&rkey=" + subject.did());
    }
}

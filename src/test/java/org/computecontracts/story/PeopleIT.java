package org.computecontracts.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Alice lets Bob look into her tenant; he has a tenant of his own, goes from one to the other in the header, and stays signed
 * in whatever happens to the server.
 */
class PeopleIT {
    private final String suffix = "-" + Long.toString(System.nanoTime(), 36) + ".test";
    private final Outside outside = new Outside();
    private final Person alice = Person.signedUp(outside, "alice" + suffix);
    private final Person bob = Person.signedUp(outside, "bob" + suffix);
    private final PersonsBrowser alicesBrowser = new PersonsBrowser(outside.portal());
    private final PersonsBrowser bobsBrowser = new PersonsBrowser(outside.portal());

    @AfterEach
    void leave() {
        alicesBrowser.close();
        bobsBrowser.close();
    }

    @Test
    void invitesAcceptsLooksAndIsRefusedWhatARoleDoesNotAllow() {
        invites();
        accepts();

        var page = bobsBrowser.page();
        page.navigate("/trust");
        assertThat(page.locator("#vouch")).hasCount(0);
        staysOnAPageOfTheFormerRole();
        page.navigate("/settings");
        assertThat(page.locator("#issue")).hasCount(0);

        staysOnAPageOfTheOtherTenant();
        goesHome();
        isRemoved();
        outside.portal().kill();
        outside.portal().restart();
        page.navigate("/contracts");
        assertThat(page.locator(".who summary")).containsText(bob.handle());
    }

    /** What a page still offers from before is refused all the same. */
    private void staysOnAPageOfTheFormerRole() {
        becomes("BUYER");
        var page = bobsBrowser.page();
        page.navigate("/trust");
        page.locator("#subject").fill(bob.handle());
        becomes("AUDITOR");
        page.locator("#vouch").click();
        assertThat(page.locator("#messages")).containsText("has changed");
        assertThat(outside.records(alice.did(), "sh.tangled.graph.vouch")).isEmpty();
    }

    /** One browser looks at one tenant; a page from before acts for neither, and keeps what was typed. */
    private void staysOnAPageOfTheOtherTenant() {
        becomes("BUYER");
        var page = bobsBrowser.page();
        page.navigate("/policy");
        page.locator("#maxPrice").fill("777");
        var other = page.context().newPage();
        actsFor(bob, other);

        page.locator("#savePolicy").click();
        assertThat(page.locator("#messages")).containsText("You act for " + bob.handle() + " now");
        assertThat(page.locator("#messages")).containsText("drawn for " + alice.handle());
        assertThat(page.locator("#maxPrice")).hasValue("777");
        bobsBrowser.photograph("other-tenant");
        for (var owner : List.of(alice, bob)) {
            assertThat(owner.get("/api/policy").orFail().path("version").asInt())
                    .isZero();
        }
        actsFor(alice, other);
        page.locator("#savePolicy").click();
        assertThat(page.locator("#messages")).containsText("Saved as version 1");
        other.close();
        isLateWithThePolicy();
    }

    /** Who saves second is told, and loses neither what the first wrote nor what they typed themselves. */
    private void isLateWithThePolicy() {
        var rules = (ObjectNode) alice.get("/api/policy").orFail();
        rules.remove(List.of("version", "changedAt"));
        assertThat(changesPolicy(rules.put("maxPrice", 5), "\"0\"").refusal()).endsWith("/policy-moved");
        assertThat(changesPolicy(rules, "one").refusal()).endsWith("/invalid-input");
        assertThat(changesPolicy(rules, "\"1\"").orFail().path("version").asInt())
                .isEqualTo(2);

        var page = bobsBrowser.page();
        page.locator("#maxPrice").fill("888");
        page.locator("#savePolicy").click();
        assertThat(page.locator("#messages")).containsText("version 2 holds by now");
        assertThat(page.locator("#maxPrice")).hasValue("888");
        assertThat(alice.get("/api/policy").orFail().path("maxPrice").asInt()).isEqualTo(5);
    }

    private Answer changesPolicy(ObjectNode rules, String version) {
        return outside.send(HttpRequest.newBuilder(URI.create(outside.portal().url() + "/api/policy"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + alice.token())
                .header("If-Match", version)
                .PUT(HttpRequest.BodyPublishers.ofString(rules.toString())));
    }

    private static void actsFor(Person person, Page page) {
        page.navigate("/contracts");
        page.locator(".who summary").click();
        page.locator(".places button:has-text('Act for " + person.handle() + "')")
                .click();
        assertThat(page.locator(".who summary")).containsText(person.handle());
    }

    private void becomes(String role) {
        var page = alicesBrowser.page();
        page.navigate("/people");
        page.locator("select[aria-label='Role of " + bob.handle() + "']").selectOption(role);
        page.locator("button[title='Change what " + bob.handle() + " may do']").click();
        assertThat(page.locator("#messages")).containsText("Changed");
    }

    private void invites() {
        alicesBrowser.signInHere(alice.handle());
        var page = alicesBrowser.page();
        page.navigate("/people");
        page.locator("#memberHandle").fill(bob.handle());
        page.locator("#memberRole").selectOption("AUDITOR");
        page.locator("#invite").click();
        assertThat(page.locator("#memberList")).containsText(bob.handle());
        alicesBrowser.photograph("people");
    }

    private void accepts() {
        bobsBrowser.signInHere(bob.handle());
        var page = bobsBrowser.page();
        assertThat(page.locator(".who summary")).containsText("invited");
        page.navigate("/people");
        bobsBrowser.photograph("invited");
        page.locator("button:has-text('Accept')").click();
        page.waitForURL("**/contracts");
        assertThat(page.locator(".who summary")).containsText(alice.handle());
    }

    private void goesHome() {
        var page = bobsBrowser.page();
        page.navigate("/contracts");
        page.locator(".who summary").click();
        bobsBrowser.photograph("places");
        page.locator(".places button:has-text('Act for " + bob.handle() + "')").click();
        assertThat(page.locator(".who summary")).containsText(bob.handle());
    }

    private void isRemoved() {
        var page = bobsBrowser.page();
        actsFor(alice, page);
        page.navigate("/rfp");
        page.locator("#role").fill("meant-for-alice");
        assertThat(alice.delete("/api/members/" + bob.did()).status()).isEqualTo(204);

        pressesPublish(page);
        pressesPublish(page);
        assertThat(page.locator("#role")).hasValue("meant-for-alice");
        assertThat(bob.get("/api/contracts").orFail()).isEmpty();
        page.navigate("/contracts");
        page.locator(".who summary").click();
        assertThat(page.locator(".places")).not().containsText(alice.handle());
    }

    /** Leaving the field asks the server once before the button does: each of the two is refused, however often. */
    private void pressesPublish(Page page) {
        page.waitForResponse(
                answer -> String.valueOf(answer.request().postData()).contains("publish=publish"),
                page.locator("#publish")::click);
        assertThat(page.locator("#messages")).containsText("You act for " + bob.handle() + " now");
    }
}

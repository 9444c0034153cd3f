package org.computecontracts.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.computecontracts.kernel.Right;
import org.computecontracts.kernel.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bob in every role over every page of Alice's tenant: what he may not do is not offered, and the page says who does it. */
class RolesIT {
    /** What takes a right: page, and the control on it. */
    private static final Map<Right, Map<String, String>> CONTROLS = Map.of(
            Right.READ, Map.of("/settings", "#signOut", "/sessions", "#endAll", "/policy", "#tryPolicy"),
            Right.BUY,
                    Map.of(
                            "/contracts", "#newRequest",
                            "/market", "#newRequest",
                            "/rfp", "#publish",
                            "/trust", "#vouch",
                            "/policy", "#savePolicy"),
            Right.OPERATE, Map.of("/builders", "#registerBuilder"),
            Right.MANAGE,
                    Map.of(
                            "/people", "#invite",
                            "/settings", "#issue",
                            "/sessions", "#disconnect",
                            "/leave", "#issueKey",
                            "/network", "#readAnew"));

    /** Pages where the way is left out and nothing takes its place. */
    private static final List<String> SILENT = List.of("/contracts", "/market", "/network");

    private final String suffix = "-" + Long.toString(System.nanoTime(), 36) + ".test";
    private final Outside outside = new Outside();
    private final Person alice = Person.signedUp(outside, "alice" + suffix);
    private final Person bob = Person.signedUp(outside, "bob" + suffix);
    private final PersonsBrowser browser = new PersonsBrowser(outside.portal());

    @AfterEach
    void leave() {
        browser.close();
    }

    @Test
    void buttonsFollowTheRole() {
        var deal = Deal.requested(alice, Deal.example(alice));
        sitsInAlicesTenant();
        for (var role : Role.values()) {
            alice.put("/api/members/" + bob.did(), Answer.object().put("role", role.name()))
                    .orFail();
            assertThat(misplaced(role)).as("as %s", role).isEmpty();
            browser.page().navigate("/contract?id=" + deal.id());
            assertThat(browser.page().locator("#askEnd").count())
                    .as("ending, as %s", role)
                    .isEqualTo(role.rights().contains(Right.BUY) ? 1 : 0);
        }
    }

    @Test
    void noOwnerHasAnothersRepositoryReadAnew() {
        var doubt = Answer.object().put("did", alice.did());

        assertThat(bob.post("/api/network/resync", doubt).status()).isEqualTo(403);
        assertThat(alice.post("/api/network/resync", doubt).status()).isEqualTo(202);
    }

    private List<String> misplaced(Role role) {
        var misplaced = new ArrayList<String>();
        CONTROLS.forEach((right, controls) -> controls.forEach((path, control) -> {
            browser.page().navigate(path);
            var offered = browser.page().locator(control).count() == 1;
            var said = browser.page().locator(".hint:has-text(' you may ')").count() > 0;
            if (offered != role.rights().contains(right)) {
                misplaced.add(path + (offered ? " offers " : " lacks ") + control);
            }
            if (!offered && !said && !SILENT.contains(path)) {
                misplaced.add(path + " says nothing about " + control);
            }
        }));
        return misplaced;
    }

    private void sitsInAlicesTenant() {
        alice.post(
                        "/api/members/invitations",
                        Answer.object().put("handle", bob.handle()).put("role", "AUDITOR"))
                .orFail();
        browser.signInHere(bob.handle());
        browser.page().navigate("/people");
        browser.page().locator("button:has-text('Accept')").click();
        browser.page().waitForURL("**/contracts");
        assertThat(browser.page().locator(".who summary")).containsText(alice.handle());
    }
}

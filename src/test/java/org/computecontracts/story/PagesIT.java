package org.computecontracts.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every page, empty and filled, in both themes, wide and narrow: anybody can use it, and nothing scrolls sideways. */
class PagesIT {
    private static final String LONG_HANDLE =
            "a-label-as-long-as-labels-may-be-which-is-sixty-three-letters-a.and-another-long-one.example";
    private static final List<Integer> WIDTHS = List.of(1280, 390);

    private final String suffix = "-" + Long.toString(System.nanoTime(), 36);
    private final Axe axe = new Axe();
    private final Outside outside = new Outside();
    private final Person alice = Person.signedUp(outside, "alice" + suffix + ".test");
    private final Person bob = Person.signedUp(outside, "bob" + suffix + ".test");
    private final PersonsBrowser browser = new PersonsBrowser(outside.portal());
    private final TreeSet<String> faults = new TreeSet<>();

    @AfterEach
    void leave() {
        browser.close();
    }

    @Test
    void aFaultIsSeen() {
        browser.page().setContent("<img src='data:,'>");

        assertThat(axe.violations(browser.page())).anyMatch(violation -> violation.startsWith("image-alt"));
    }

    @Test
    void anybodyCanUseThem() throws SQLException {
        for (var path :
                List.of("/market", "/sign-in", "/network", "/record", "/deal?uri=at://nowhere", "/no-such-page")) {
            look("visitor" + name(path), path);
        }
        browser.signInHere(alice.handle());
        all("empty");
        fill();
        all("filled");
        assertThat(faults).isEmpty();
    }

    private void all(String state) {
        for (var path : List.of(
                "/contracts",
                "/market",
                "/rfp",
                "/trust",
                "/policy",
                "/builders",
                "/money",
                "/people",
                "/sessions",
                "/settings",
                "/leave",
                "/network")) {
            look(state + name(path), path);
        }
    }

    private void fill() throws SQLException {
        isCalledSomethingLong();
        alice.judge(
                bob,
                "VOUCH",
                "a reason that is long enough to be broken into several lines where there is little room");
        alice.post(
                        "/api/members/invitations",
                        Answer.object().put("handle", bob.handle()).put("role", "BUYER"))
                .orFail();
        var deal = Deal.requested(alice, Deal.example(alice));
        var rfp = deal.look().path("rfp").path("uri").asText();
        look("contract", "/contract?id=" + deal.id());
        look("record", "/record?uri=" + encoded(rfp));
        browser.until("/deal?uri=" + encoded(rfp), "#asked");
        look("deal", "/deal?uri=" + encoded(rfp));
    }

    /** As accounts of other servers may be. */
    private void isCalledSomethingLong() throws SQLException {
        try (var database = outside.portal().site().postgres().orElseThrow().connect("portal");
                var statement = database.createStatement()) {
            for (var table : List.of("tenant", "member")) {
                statement.execute(
                        "update " + table + " set handle = '" + LONG_HANDLE + "' where did = '" + alice.did() + "'");
            }
        }
    }

    private void look(String name, String path) {
        var page = browser.page();
        for (var width : WIDTHS) {
            page.setViewportSize(width, width == 390 ? 844 : 900);
            page.navigate(path);
            for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                var where = name + "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT);
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(Path.of("target", "screenshots", "pages", where + ".png"))
                        .setFullPage(true));
                axe.violations(page).forEach(violation -> faults.add(where + ": " + violation));
            }
            var overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
            if (((Number) page.evaluate(overflow)).intValue() > 0) {
                faults.add(name + " scrolls sideways at " + width);
            }
        }
    }

    private static String name(String path) {
        return path.replaceAll("[^a-z-]+", "-");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

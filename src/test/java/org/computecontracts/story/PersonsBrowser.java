package org.computecontracts.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.computecontracts.testing.PortalUnderTest;

/** A person in front of Chromium. */
final class PersonsBrowser implements AutoCloseable {
    static final String PASSWORD = "correct horse battery staple";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private final Playwright playwright;
    private final Page page;

    PersonsBrowser(PortalUnderTest portal) {
        if (!Files.isExecutable(CHROMIUM)) {
            System.err.println("*** SKIPPED: a sign-in needs " + CHROMIUM + " ***");
        }
        assumeTrue(Files.isExecutable(CHROMIUM), "no " + CHROMIUM);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        page = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--host-resolver-rules=MAP " + portal.url().getHost() + " 127.0.0.1")))
                .newContext(new Browser.NewContextOptions()
                        .setIgnoreHTTPSErrors(true) // the local CA is not in the browser's store
                        .setBaseURL(portal.url().toString())
                        .setViewportSize(1280, 900))
                .newPage();
        page.setDefaultTimeout(60_000);
    }

    Page page() {
        return page;
    }

    /** Through the consent pages of the account's own server, and back. */
    void signInElsewhere(String handle) {
        var unused = asksFor(handle);
    }

    /** The same; returns what the other server says of who asks, and for what. */
    String asksFor(String handle) {
        page.navigate("/sign-in");
        page.locator("#identifier").fill(handle);
        page.locator("#signIn").click();
        page.locator("input[autocomplete=current-password]").fill(PASSWORD);
        page.locator("button[type=submit]").click();
        var allow = page.locator("button[type=submit]:has-text('Authorize')");
        allow.waitFor();
        var asked = page.locator("body").innerText();
        allow.click();
        page.waitForURL("**/contracts");
        return asked;
    }

    /** With the password of an account made here. */
    void signInHere(String handle) {
        page.navigate("/sign-in");
        page.locator("#identifier").fill(handle);
        page.locator("#signIn").click();
        page.locator("#password").fill(PASSWORD);
        page.locator("#signIn").click();
        page.waitForURL("**/contracts");
    }

    String apiToken() {
        page.navigate("/settings");
        page.locator("#tokenName").fill("a program");
        for (var right : List.of("Buy", "Operate", "Manage")) {
            page.locator("#token" + right).check();
        }
        page.locator("#issue").click();
        return page.locator("#secret").textContent();
    }

    /** Loads a page anew until it shows what it is going to. */
    void until(String path, String selector) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        page.navigate(path);
        while (page.locator(selector).count() == 0) {
            assertThat(System.nanoTime()).as("%s shows %s", path, selector).isLessThan(deadline);
            page.waitForTimeout(500);
            page.navigate(path);
        }
    }

    /** In both themes, wide and narrow; nothing may scroll sideways. */
    void photograph(String name) {
        for (var width : List.of(1280, 390)) {
            for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                page.setViewportSize(width, width == 390 ? 844 : 900);
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                var file = name + "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png";
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(Path.of("target", "screenshots", file))
                        .setFullPage(true));
            }
            var overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
            assertThat(((Number) page.evaluate(overflow)).intValue())
                    .as("%s at %d px scrolls sideways", name, width)
                    .isLessThanOrEqualTo(0);
        }
        page.setViewportSize(1280, 900);
    }

    @Override
    public void close() {
        playwright.close();
    }
}

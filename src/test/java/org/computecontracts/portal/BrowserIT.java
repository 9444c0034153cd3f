package org.computecontracts.portal;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.computecontracts.testing.PortalUnderTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** Alice plays the story by hand in a browser, alone; the pages are photographed on the way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BrowserIT {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final double PATIENCE = 60_000;
    private static final double BUILD_PATIENCE = 300_000;

    /** Account 3 of the development chain, which has test money; of no value anywhere else. */
    private static final String FUNDED_KEY = "0x7c852118294e51e653712a81e05800f419141751be58f605c371e15141b007a6";

    private final List<String> complaints = new ArrayList<>();
    private PortalUnderTest portal;
    private Playwright playwright;
    private BrowserContext context;
    private Page page;
    private @Nullable String contract;

    @BeforeAll
    void aBrowserAndTwoProviders() {
        if (!Files.isExecutable(CHROMIUM)) {
            System.err.println("SKIPPED: the browser test needs " + CHROMIUM + " (apt-get install chromium)");
        }
        assumeTrue(Files.isExecutable(CHROMIUM), "no " + CHROMIUM);
        portal = PortalUnderTest.running();
        var neighbours = new Neighbours(portal);
        neighbours.provider("bob-b.test", "4.00");
        neighbours.provider("eve-b.test", "1.00");
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        context = browser()
                .newContext(new Browser.NewContextOptions()
                        .setIgnoreHTTPSErrors(true) // the local CA is not in the browser's store
                        .setBaseURL(portal.url().toString())
                        .setViewportSize(1280, 900));
        page = context.newPage();
        page.setDefaultTimeout(PATIENCE);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && message.text().contains("Content Security Policy")) {
                complaints.add(page.url() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add(page.url() + ": " + error));
    }

    private Browser browser() {
        return playwright
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
                                "--disable-sync")));
    }

    @AfterAll
    void closeTheBrowser() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @Test
    @Order(1)
    void aPageThatNeedsSignInLeadsThereAndBack() {
        page.navigate("/trust");
        page.locator("#handle").fill("alice-b");
        page.locator("#newPassword").fill("correct horse battery");
        page.locator("#signUp").click();

        page.waitForURL("**/trust");
        assertThat(page.locator(".who")).containsText("alice-b.test");
        if (portal.site().chain().isPresent()) {
            new Neighbours(portal).fund("alice-b.test", "correct horse battery", FUNDED_KEY);
        }
    }

    @Test
    @Order(2)
    void vouchesForBobAndDenouncesEve() {
        page.navigate("/trust");
        judge("bob-b.test", "runs a clean rack", "#vouch");
        judge("eve-b.test", "resells access", "#denounce");

        assertThat(page.locator("#people")).containsText("runs a clean rack");
        assertThat(page.locator("svg.graph .spot.bad")).hasCount(1);
        photograph("trust");
    }

    private void judge(String subject, String reason, String button) {
        page.locator("#subject").fill(subject);
        page.locator("#reason").fill(reason);
        page.locator(button).click();
        assertThat(page.locator("#people")).containsText(subject);
    }

    @Test
    @Order(3)
    void saysWhatIsWrongWithAJudgement() {
        page.navigate("/trust");
        page.locator("#subject").fill("alice-b.test");
        page.locator("#vouch").click();

        assertThat(page.locator("#messages")).containsText("yourself");
    }

    @Test
    @Order(4)
    void allowsAPriceAndSeesTheRules() {
        page.navigate("/policy");
        page.locator("#maxPrice").fill("5");
        page.locator("#savePolicy").click();

        assertThat(page.locator("#messages")).containsText(Pattern.compile("Saved|holds already"));
        photograph("policy");
    }

    @Test
    @Order(5)
    void namesTheFieldAndTheReason() {
        page.navigate("/rfp");
        page.locator("#mem").fill("a lot");
        page.locator("#publish").click();

        assertThat(page.locator("#memProblem")).containsText("mem: must be a number with M, G or T");
        photograph("rfp");
    }

    @Test
    @Order(6)
    void publishesARequestAndSeesEveRefusedWithTheReason() {
        page.navigate("/rfp");
        page.locator("#role").fill("my-cool-role");
        page.locator("#publish").click();
        page.waitForURL("**/contract?id=*");
        contract = page.url();

        var eve = page.locator("tr[data-bidder='eve-b.test']");
        eve.waitFor();
        assertThat(eve).containsText("refused");
        assertThat(eve).containsText("resells access");
        assertThat(eve.locator("button.accept")).hasCount(0);
    }

    @Test
    @Order(7)
    void acceptsBobsBidAndWatchesItRun() {
        page.navigate(contract());
        var accept = page.locator("button.accept[data-bidder='bob-b.test']");
        accept.waitFor();
        assertThat(accept.innerText()).startsWith("Accept bob-b.test’s bid");
        photograph("contract-open");
        accept.click();

        assertThat(page.locator("#contractState"))
                .containsText("Running", new LocatorAssertions.ContainsTextOptions().setTimeout(BUILD_PATIENCE));
        photograph("contract-running");
        page.locator("#records ~ dl a").first().click();
        assertThat(page.locator("body")).containsText("CID recomputed, the same");
        photograph("record");
    }

    @Test
    @Order(8)
    void opensTheAddress() {
        page.navigate(contract());
        var visitor = context.newPage();
        visitor.navigate(page.locator("#url").getAttribute("href"));

        assertThat(visitor.locator("body")).containsText("Hello World!");
        visitor.close();
    }

    @Test
    @Order(9)
    void endsTheContractAfterHearingWhatIsLost() {
        page.navigate(contract());
        page.locator("#askEnd").click();
        assertThat(page.locator("#ending")).containsText("cannot be undone");
        page.locator("#end").click();

        assertThat(page.locator("#contractState"))
                .containsText("Ended", new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE));
        photograph("contract-ended");
    }

    @Test
    @Order(10)
    void everyPageFitsAPhone() {
        for (var path : List.of(
                "market",
                "contracts",
                "builders",
                "money",
                "record",
                "settings",
                "people",
                "sessions",
                "nothing-here")) {
            page.navigate("/" + path);
            photograph(path);
        }
        page.navigate("/market");
        page.waitForResponse(
                "**/market*", () -> page.locator("label[for='state:2']").click());
        // Whose request is the newest depends on the tests before, and changes with the filter
        var request = (List<?>) page.locator("#requests_data a.strong").first().evaluate("a => [a.innerText, a.href]");
        page.navigate((String) request.get(1));
        assertThat(page.locator("h1")).containsText((String) request.get(0));
        photograph("deal");
        page.locator(".ref a").first().click();
        assertThat(page.locator("#proof + p")).containsText("proved by its signed tree");
        page.locator("main summary").click();
        photograph("record-proved");
        assertThat(complaints).isEmpty();
    }

    @Test
    @Order(11)
    void anotherTenantsContractIsNotFound() {
        page.navigate("/settings");
        page.locator("#signOut").click();
        page.waitForURL("**/market");
        page.navigate("/sign-in");
        photograph("sign-in");
        page.locator("#identifier").fill("eve-b.test");
        page.locator("#signIn").click();
        page.locator("#password").fill(Neighbours.PASSWORD);
        page.locator("#signIn").click();
        page.waitForURL("**/contracts");

        assertThat(page.navigate(contract()).status()).isEqualTo(404);
    }

    private String contract() {
        assumeTrue(contract != null, "no contract was made");
        return String.valueOf(contract);
    }

    /** In both themes, wide and narrow; nothing may scroll sideways. */
    private void photograph(String name) {
        for (var width : List.of(1280, 390)) {
            for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                page.setViewportSize(width, width == 390 ? 844 : 900);
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                var file = name + "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png";
                page.screenshot(new Page.ScreenshotOptions()
                        .setPath(SCREENSHOTS.resolve(file))
                        .setFullPage(true));
            }
            var overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
            assertThat(((Number) page.evaluate(overflow)).intValue())
                    .as("%s at %d px scrolls sideways", name, width)
                    .isLessThanOrEqualTo(0);
        }
        page.setViewportSize(1280, 900);
    }
}

package org.computecontracts.portal;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A page's push over hours without a network; the sockets are made up, and so is the time. */
class LivePageIT {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final String PAGE = """
            <p id="notLive" hidden>not live</p><p id="noLongerLive" hidden>no longer live</p>
            <script>
              window.faces = { push: {} };
              window.sockets = [];
              window.looks = 0;
              window.heard = [];
              window.WebSocket = class {
                static OPEN = 1;
                constructor() { this.readyState = 0; sockets.push(this); }
                opens() { this.readyState = 1; this.onopen(); }
                breaks(code) { this.readyState = 3; this.onclose({ code: code }); }
                close() { this.readyState = 2; }
              };
              window.last = function () { return sockets[sockets.length - 1]; };
            </script>""";

    private Playwright playwright;
    private Page page;

    @BeforeEach
    void aPageThatIsLive() {
        assumeTrue(Files.isExecutable(CHROMIUM), "no " + CHROMIUM);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        page = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of("--no-sandbox", "--disable-gpu")))
                .newPage();
        page.clock().install();
        page.setContent(PAGE);
        page.addScriptTag(new Page.AddScriptTagOptions().setPath(Path.of("src/main/webapp/resources/js/live.js")));
        page.evaluate("faces.push.init('live', 'wss://portal.test/', 'changes', () => looks++, m => heard.push(m))");
        page.evaluate("last().opens()");
    }

    @AfterEach
    void close() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @Test
    void triesForHoursAndLooksOnceItIsBack() {
        fail("last().breaks(1006)", 200);

        assertThat(page.locator("#notLive")).isVisible();
        page.evaluate("last().opens()");
        assertThat(page.locator("#notLive")).isHidden();
        assertThat(number("looks")).isEqualTo(2);
        page.evaluate("last().onmessage({ data: JSON.stringify({ data: 'contract' }) })");
        assertThat(page.evaluate("heard.join()")).isEqualTo("contract");
    }

    @Test
    void waitsThirtySecondsAtMostAndSaysNothingOfAShortBreak() {
        page.evaluate("last().breaks(1006)");
        page.clock().runFor(600);
        page.evaluate("last().opens()");
        page.clock().runFor(5_000);
        assertThat(page.locator("#notLive")).isHidden();
        assertThat(number("looks")).isEqualTo(2);

        fail("last().breaks(1006)", 20);
        var tried = number("sockets.length");
        page.evaluate("last().breaks(1006)");
        page.clock().runFor(30_000);
        assertThat(number("sockets.length")).isEqualTo(tried + 1);
    }

    @Test
    void triesAtOnceWhenTheNetworkIsBackOrThePageIsSeenAgain() {
        fail("last().breaks(1006)", 20);
        page.evaluate("last().breaks(1006)");
        var tried = number("sockets.length");

        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
        assertThat(number("sockets.length")).isEqualTo(tried + 1);
        page.evaluate("last().breaks(1006)");
        page.evaluate("window.dispatchEvent(new Event('online'))");
        assertThat(number("sockets.length")).isEqualTo(tried + 2);

        page.evaluate("last().opens()");
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
        assertThat(number("sockets.length")).isEqualTo(tried + 2);
        assertThat(number("looks")).isEqualTo(3);
        page.evaluate("window.dispatchEvent(new Event('online'))");
        assertThat(number("sockets.length")).isEqualTo(tried + 3);
        assertThat(number("sockets[sockets.length - 2].readyState")).isEqualTo(2);
    }

    @Test
    void saysThatAChannelIsGoneForGood() {
        page.evaluate("last().breaks(1008)");
        page.clock().runFor(3_600_000);

        assertThat(page.locator("#noLongerLive")).isVisible();
        assertThat(page.locator("#notLive")).isHidden();
        assertThat(number("sockets.length")).isOne();
    }

    /** Each try fails at once, and the next comes when its time has come. */
    private void fail(String how, int times) {
        for (var time = 0; time < times; time++) {
            page.evaluate(how);
            page.clock().runFor(30_000);
        }
    }

    private int number(String expression) {
        return ((Number) page.evaluate(expression)).intValue();
    }
}

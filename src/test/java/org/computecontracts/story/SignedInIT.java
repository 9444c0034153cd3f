package org.computecontracts.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long a browser is signed in, and what ends that. */
class SignedInIT {
    private static final String SESSION = "__Host-session";

    private static final Pattern SIGN_IN = Pattern.compile(".*/sign-in\\?next=.*");
    private static final String PAGES = "__Host-JSESSIONID";

    private final Outside outside = new Outside();
    private final Person alice = Person.signedUp(outside, "alice-" + Long.toString(System.nanoTime(), 36) + ".test");
    private final PersonsBrowser browser = new PersonsBrowser(outside.portal());
    private final PersonsBrowser other = new PersonsBrowser(outside.portal());

    @AfterEach
    void leave() {
        browser.close();
        other.close();
    }

    @Test
    void aSessionIsTheBrowsersOwnAndEnds() throws SQLException {
        isOfNoUseWhenPlanted();
        other.signInHere(alice.handle());

        browser.page().navigate("/sessions");
        browser.page().locator("#endAll").click();
        browser.page().waitForURL("**/market");
        isSignedOut(other);

        endsAfter("31 minutes", "seen_at");
        endsAfter("721 minutes", "since");
    }

    @Test
    void anAppIsOutOnceItsPasswordIsRevoked() {
        browser.signInHere(alice.handle());
        var page = browser.page();
        page.navigate("/settings");
        page.locator("#appName").fill("a bot");
        page.locator("#makeApp").click();
        var password = page.locator("#appSecret").textContent();
        var app = alice.with(alice.pdsToken(password));
        assertThat(writes(app).status()).isEqualTo(200);

        assertThat(page.locator("#appList")).containsText("a bot");
        page.locator("button[title='Revoke a bot']").click();
        assertThat(page.locator("#appList")).not().containsText("a bot");

        assertThat(writes(app).refusal()).isEqualTo("ExpiredToken");
        var login = Answer.object().put("identifier", alice.handle()).put("password", password);
        assertThat(alice.post("/xrpc/com.atproto.server.createSession", login).status())
                .isEqualTo(401);
    }

    @Test
    void whatWasTypedOutlivesTheSession() throws SQLException {
        browser.signInHere(alice.handle());
        var page = browser.page();
        page.navigate("/rfp");
        page.locator("#userData").fill("#cloud-config\nruncmd: [echo these are my words]");
        page.locator("#role").fill("typed-for-long");
        ends("31 minutes", "seen_at");
        page.locator("#publish").click();
        page.waitForURL(SIGN_IN);
        signsInAgain(alice);

        page.waitForURL("**/rfp");
        assertThat(page.locator("#userData")).hasValue("#cloud-config\nruncmd: [echo these are my words]");
        assertThat(page.locator("#role")).hasValue("typed-for-long");
        assertThat(page.locator("#kept")).isVisible();
        assertThat(page.locator("#preview")).containsText("these are my words");
        browser.photograph("kept");
        isBackAfterARestart(page);

        page.locator("#publish").click();
        page.waitForURL("**/contract?id=*");
        assertThat(page.locator("h1")).containsText("typed-once-more");
        page.navigate("/rfp");
        assertThat(page.locator("#userData")).not().hasValue(Pattern.compile("my words"));
        assertThat(page.locator("#kept")).isHidden();
        assertThat(page.evaluate("sessionStorage.length")).isEqualTo(0);
        isNotShownToAnother(page);
    }

    private void isNotShownToAnother(Page page) throws SQLException {
        page.locator("#role").fill("for-alice-alone");
        ends("31 minutes", "seen_at");
        page.locator("#publish").click();
        page.waitForURL(SIGN_IN);
        signsInAgain(Person.signedUp(outside, "eve-" + Long.toString(System.nanoTime(), 36) + ".test"));

        page.waitForURL("**/rfp");
        assertThat(page.locator("#role")).not().hasValue("for-alice-alone");
        assertThat(page.locator("#kept")).isHidden();
        assertThat(page.evaluate("sessionStorage.length")).isEqualTo(0);
    }

    /** The server has forgotten the state of its pages; what makes a person signed in is in the database. */
    private void isBackAfterARestart(Page page) {
        page.locator("#role").fill("typed-once-more");
        page.context().clearCookies(new BrowserContext.ClearCookiesOptions().setName(PAGES));
        page.evaluate("document.body.className = 'before'");
        page.locator("#publish").click();
        assertThat(page.locator("body:not(.before)")).hasCount(1);
        assertThat(page.locator("#kept")).isVisible();
        assertThat(page.locator("#role")).hasValue("typed-once-more");
    }

    private void signsInAgain(Person person) {
        var page = browser.page();
        page.locator("#identifier").fill(person.handle());
        page.locator("#signIn").click();
        page.locator("#password").fill(PersonsBrowser.PASSWORD);
        page.locator("#signIn").click();
    }

    private static Answer writes(Person app) {
        var input = Answer.object().put("repo", app.did()).put("collection", "com.fedproxy.sshPublicKey");
        input.putObject("record").put("$type", "com.fedproxy.sshPublicKey").put("service", "web");
        return app.post("/xrpc/com.atproto.repo.createRecord", input.put("validate", false));
    }

    /** Who knows the cookies from before the sign-in is nobody after it. */
    private void isOfNoUseWhenPlanted() {
        var url = outside.portal().url().toString();
        var planted = new Cookie(SESSION, "planted-by-somebody-else-and-known-to-them")
                .setUrl(url)
                .setSecure(true);
        browser.page().context().addCookies(List.of(planted));
        browser.page().navigate("/sign-in");
        var before = cookies(browser);
        assertThat(before).containsKey(PAGES);

        browser.signInHere(alice.handle());

        assertThat(cookies(browser).get(SESSION)).isNotEqualTo(planted.value);
        assertThat(cookies(browser).get(PAGES)).isNotEqualTo(before.get(PAGES));
        other.page()
                .context()
                .addCookies(before.entrySet().stream()
                        .map(cookie -> new Cookie(cookie.getKey(), cookie.getValue())
                                .setUrl(url)
                                .setSecure(true))
                        .toList());
        isSignedOut(other);
    }

    private void endsAfter(String time, String column) throws SQLException {
        browser.signInHere(alice.handle());
        ends(time, column);
        isSignedOut(browser);
    }

    private void ends(String time, String column) throws SQLException {
        try (var database = outside.portal().site().postgres().orElseThrow().connect("portal");
                var statement = database.createStatement()) {
            statement.execute("update portal_session set " + column + " = " + column + " - interval '" + time + "'"
                    + " where id in (select session from portal_session_account where did = '" + alice.did() + "')");
        }
    }

    private static void isSignedOut(PersonsBrowser person) {
        person.page().navigate("/contracts");
        assertThat(person.page()).hasURL(SIGN_IN);
        assertThat(person.page().locator("#signInLink")).isVisible();
    }

    private Map<String, String> cookies(PersonsBrowser person) {
        var found = new TreeMap<String, String>();
        person.page().context().cookies(outside.portal().url().toString()).forEach(c -> found.put(c.name, c.value));
        return found;
    }
}

package org.computecontracts.story;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import org.computecontracts.atproto.SigningKey;
import org.computecontracts.atproto.SigningKey.Curve;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Alice makes the key by which she can leave, and downloads what she would take along. */
class LeaveIT {
    private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private final Outside outside = new Outside();
    private final Person alice = Person.signedUp(outside, "al" + Long.toString(System.nanoTime(), 36) + ".test");
    private final PersonsBrowser browser = new PersonsBrowser(outside.portal());

    @AfterEach
    void leave() {
        browser.close();
    }

    @Test
    void makesARecoveryKeyThatOutranksTheServers() {
        browser.signInHere(alice.handle());
        var page = browser.page();
        page.navigate("/settings");
        page.locator("a[href$='/leave']").click();
        page.locator("#accountPassword").fill("wrong horse battery staple");
        page.locator("#issueKey").click();
        assertThat(page.locator("#messages")).containsText("Invalid identifier or password");
        assertThat(page.locator("#recoveryKey")).hasCount(0);

        page.locator("#accountPassword").fill(PersonsBrowser.PASSWORD);
        page.locator("#issueKey").click();
        var secret = page.locator("#recoveryKey").textContent();
        browser.photograph("leave");

        var keys = outside.get("/plc/" + alice.did() + "/data").orFail().path("rotationKeys");
        assertThat(keys).hasSize(2);
        assertThat(keys.path(0).asText()).isEqualTo(didKey(secret));
        assertThat(outside.get("/" + alice.did() + "/data").orFail().path("rotationKeys"))
                .as("the directory at the root")
                .isEqualTo(keys);
        var archive = page.locator("#archive").getAttribute("href");
        assertThat(page.request().get(archive).body()).hasSizeGreaterThan(100);
    }

    /** A multikey: base58, a varint of two bytes for the kind, the secret number. */
    private static String didKey(String secret) {
        assertThat(secret).startsWith("z");
        var number = BigInteger.ZERO;
        for (var c : secret.substring(1).toCharArray()) {
            number = number.multiply(BigInteger.valueOf(58)).add(BigInteger.valueOf(BASE58.indexOf(c)));
        }
        var bytes = number.toByteArray();
        var scalar = Arrays.copyOfRange(bytes, bytes.length - 32, bytes.length);
        return SigningKey.ofScalar(Curve.K256, scalar).didKey();
    }
}

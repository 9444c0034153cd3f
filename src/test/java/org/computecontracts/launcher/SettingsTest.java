package org.computecontracts.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    Path home = Path.of("");

    @Test
    void namesThePublicUrlByThePortOfTheFront() {
        assertThat(environment(Map.of())).containsEntry("CC_KERNEL_PUBLIC_URL", "https://localhost:4443");
    }

    @Test
    void leadsAGuestToTheFrontUnderEveryPortItMayKnow() {
        assertThat(environment(Map.of()))
                .containsEntry(
                        "CC_COMPUTE_FORWARD",
                        "443=127.0.0.1:4443,4443=127.0.0.1:4443,8443=127.0.0.1:4443,2222=127.0.0.1:22");
    }

    @Test
    void tellsGuestsThePortsThatThePersonHasSet() {
        assertThat(environment(Map.of("CC_INGRESS_FRONT_PORT", "4443", "CC_INGRESS_RELAY_PORT", "22")))
                .containsEntry("CC_MARKET_PROXY_URL", "https://rp.localhost:4443")
                .containsEntry("CC_MARKET_SSH_PORT", "22")
                .containsEntry(
                        "CC_COMPUTE_FORWARD",
                        "443=127.0.0.1:4443,4443=127.0.0.1:4443,8443=127.0.0.1:4443,22=127.0.0.1:22,2222=127.0.0.1:22");
    }

    @Test
    void anInheritedSettingWins() {
        var plan = new Plan(new Folders(home, home), home, new Listeners(4443, 80, 22), Map.of(), true);

        assertThat(new Settings(plan, Map.of("CC_KERNEL_ALLOW_LOOPBACK", "false")).environment())
                .doesNotContainKey("CC_KERNEL_ALLOW_LOOPBACK")
                .containsKey("CC_KERNEL_DATA_DIR");
    }

    @Test
    void aSettingOfThePlanWins() {
        assertThat(environment(Map.of("CC_KERNEL_ALLOW_LOOPBACK", "false")))
                .containsEntry("CC_KERNEL_ALLOW_LOOPBACK", "false");
    }

    @Test
    void theMasterKeyIsMadeOnceAndForItsOwnerOnly() throws Exception {
        environment(Map.of());
        var key = java.nio.file.Files.readString(home.resolve("master.key"));

        environment(Map.of());

        assertThat(home.resolve("master.key")).hasContent(key.strip());
        assertThat(java.nio.file.Files.getPosixFilePermissions(home.resolve("master.key")))
                .hasSize(2);
    }

    private Map<String, String> environment(Map<String, String> settings) {
        var plan = new Plan(new Folders(home, home), home, new Listeners(4443, 80, 22), settings, true);
        return new Settings(plan, Map.of()).environment();
    }
}

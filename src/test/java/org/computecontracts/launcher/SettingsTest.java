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
        return new Settings(plan).environment();
    }
}

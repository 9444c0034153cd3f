package org.computecontracts.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenersTest {
    @TempDir
    Path data = Path.of("");

    @Test
    void theFrontStaysWhereTheRecordsSayItIs() throws IOException {
        var kept = Ports.free();
        Files.writeString(data.resolve("front.port"), kept + "\n");

        assertThat(Listeners.on(folders(), Map.of()).front()).isEqualTo(kept);
        assertThat(Listeners.on(folders(), Map.of()).front()).isEqualTo(kept);
    }

    @Test
    void refusesToMoveTheFrontWhenItsPortIsTaken() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.writeString(data.resolve("front.port"), other.getLocalPort() + "\n");

            assertThatExceptionOfType(LaunchException.class)
                    .isThrownBy(() -> Listeners.on(folders(), Map.of()))
                    .withMessageContaining(String.valueOf(other.getLocalPort()));
        }
    }

    @Test
    void whatThePersonSetsWins() throws IOException {
        Files.writeString(data.resolve("front.port"), Ports.free() + "\n");
        var given = new Listeners(Ports.free(), Ports.free(), Ports.free());

        assertThat(Listeners.on(
                        folders(),
                        Map.of(
                                "CC_INGRESS_FRONT_PORT", " " + given.front(),
                                "CC_INGRESS_RELAY_PORT", String.valueOf(given.relay()),
                                "CC_INGRESS_PORTAL_ORIGIN", "http://127.0.0.1:" + given.http())))
                .isEqualTo(given);
    }

    @Test
    void refusesAPortThatIsNoneOrTaken() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (var port : List.of("70000", "http", "", String.valueOf(other.getLocalPort()))) {
                assertThatExceptionOfType(LaunchException.class)
                        .isThrownBy(() -> Listeners.on(folders(), Map.of("CC_INGRESS_RELAY_PORT", port)))
                        .withMessageContaining("CC_INGRESS_RELAY_PORT");
            }
        }
    }

    @Test
    void tellsOfEachUnusualPort() {
        assertThat(new Listeners(8443, 8080, 2222).notices()).isEmpty();
        assertThat(new Listeners(8444, 8080, 2222).notices())
                .singleElement()
                .asString()
                .contains("8444");
    }

    private Folders folders() {
        return new Folders(data, data);
    }
}

package org.computecontracts.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenersTest {
    @TempDir
    Path data = Path.of("");

    @Test
    void theFrontStaysWhereTheRecordsSayItIs() throws IOException {
        var kept = Ports.free();
        Files.writeString(data.resolve("front.port"), kept + "\n");

        assertThat(Listeners.on(folders()).front()).isEqualTo(kept);
        assertThat(Listeners.on(folders()).front()).isEqualTo(kept);
    }

    @Test
    void refusesToMoveTheFrontWhenItsPortIsTaken() throws IOException {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.writeString(data.resolve("front.port"), other.getLocalPort() + "\n");

            assertThatExceptionOfType(LaunchException.class)
                    .isThrownBy(() -> Listeners.on(folders()))
                    .withMessageContaining(String.valueOf(other.getLocalPort()));
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

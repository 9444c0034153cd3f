package org.computecontracts.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.computecontracts.testing.PortalUnderTest;
import org.junit.jupiter.api.Test;

class SiteIT {
    private final PortalUnderTest portal = PortalUnderTest.running();

    @Test
    void isReadyWithItsSchemaInPlace() throws Exception {
        assertThat(get("/health/ready").body()).contains("\"name\":\"portal\"", "\"UP\"");
    }

    @Test
    void keepsItsDataWhenItsProcessIsKilled() throws Exception {
        run("create table if not exists kept (text text)");
        run("insert into kept values ('before the crash')");

        portal.kill();
        portal.restart();

        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        run("drop table kept");
    }

    /** Made beside the portal since it was started; whoever comes later in this JVM starts with it. */
    @Test
    void keepsTheClassesOfAStartForTheNext() throws Exception {
        assumeTrue(AotCache.isKnown(), "this JDK keeps no classes");
        var image = ServerImage.of(portal.site().plan());

        assertThat(portal.training().join(Duration.ofMinutes(10))).isTrue();

        assertThat(image.cache().file()).isNotEmptyFile();
        assertThat(image.training().resolve("data")).doesNotExist();
        portal.kill();
        portal.restart();
        assertThat(Files.readString(Path.of("/proc/" + portal.site().portalPid().orElseThrow() + "/maps")))
                .contains(image.cache().file().toString());
    }

    /** The address of a settlement holds an AT-URI as it is, with two slashes in a row (market spec, x402). */
    @Test
    void letsARawAtUriThroughToTheApplication() throws IOException {
        assertThat(statusOf("/xrpc/at://did:plc:x/a.b.c/1/bafy", 0)).isEqualTo(501);
    }

    @Test
    void takesHeadersOfTwelveKilobytes() throws IOException {
        assertThat(statusOf("/health/ready", 12_000)).isEqualTo(200);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(portal.http().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    /** Written by hand, since clients tidy paths up. */
    private int statusOf(String path, int padding) throws IOException {
        URI http = portal.http();
        try (var socket = new Socket(http.getHost(), http.getPort())) {
            var request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Padding: "
                    + "x".repeat(padding) + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.substring(9, 12));
        }
    }

    private void run(String sql) throws SQLException {
        try (var connection = portal.site().postgres().orElseThrow().connect("portal");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

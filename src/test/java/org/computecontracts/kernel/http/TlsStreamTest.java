package org.computecontracts.kernel.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.computecontracts.testing.Injection.configure;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.computecontracts.kernel.KernelProblem;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams over TLS, with a server that means harm. */
class TlsStreamTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    /** It pings without end and never reads what it is answered. */
    @Test
    void isClosedThoughTheOtherSideTakesNoAnswers() throws Exception {
        var pings = new AtomicLong();
        try (var server = tls().getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(() -> {
                try (var peer = server.accept()) {
                    EventSocketTest.handshake(peer);
                    var ping = new byte[127];
                    ping[0] = (byte) 0x89;
                    ping[1] = 125;
                    while (true) {
                        peer.getOutputStream().write(ping);
                        pings.incrementAndGet();
                    }
                }
            });
            var socket = open(server);
            var reading = CompletableFuture.runAsync(socket::next, threads);
            awaitStandstill(pings);

            assertTimeoutPreemptively(SOON, socket::close);

            assertThatExceptionOfType(Exception.class)
                    .isThrownBy(() -> reading.get(SOON.toSeconds(), TimeUnit.SECONDS))
                    .withRootCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void aHandshakeInDribsIsCutOff() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(() -> {
                try (Socket peer = server.accept()) {
                    var out = peer.getOutputStream();
                    out.write(new byte[] {0x16, 3, 3, 0x3f, 0});
                    while (true) {
                        out.write(0);
                        Thread.sleep(1000);
                    }
                }
            });
            tls();

            assertThatExceptionOfType(ProblemException.class)
                    .isThrownBy(() -> assertTimeoutPreemptively(SOON, () -> open(server)))
                    .extracting(ProblemException::type)
                    .isEqualTo(KernelProblem.OUTSIDE_UNREACHABLE);
        }
    }

    private EventSocket open(ServerSocket server) {
        return SafeHttp.with(true, folder).stream(
                URI.create("https://localhost:" + server.getLocalPort() + "/"), Duration.ofMinutes(1), 1000);
    }

    private static void awaitStandstill(AtomicLong count) throws InterruptedException {
        for (var before = -1L; before != count.get() || before == 0; ) {
            before = count.get();
            Thread.sleep(500);
        }
        assertThat(count).hasPositiveValue();
    }

    /** With a certificate for localhost that the client believes, as it does the local CA's. */
    private SSLContext tls() throws IOException, GeneralSecurityException, InterruptedException {
        var store = folder.resolve("server.p12");
        var settings = new Settings();
        configure(settings, "cc.kernel.data-dir", folder);
        Files.createDirectories(settings.localCa().getParent());
        var password = new String(PASSWORD);
        keytool(
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-keystore",
                store.toString(),
                "-storepass",
                password);
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "server",
                "-file",
                settings.localCa().toString(),
                "-keystore",
                store.toString(),
                "-storepass",
                password);
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(words));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream said = process.getInputStream()) {
            var text = new String(said.readAllBytes(), US_ASCII);
            assertThat(process.waitFor()).as(text).isZero();
        }
    }
}

package org.computecontracts.ingress.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.computecontracts.testing.Injection.configure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.computecontracts.atproto.Did;
import org.computecontracts.ingress.Ssh;
import org.computecontracts.ingress.TestIngress;
import org.computecontracts.ingress.Workload;
import org.computecontracts.ingress.tls.Pem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The front as curl and a WebSocket client meet it, with workloads behind a real OpenSSH client. */
class FrontTest {
    private static final String WEB = "web--alice-test.localhost";

    @TempDir
    static Path data;

    @TempDir
    Path folder;

    private TestIngress ingress;
    private Workload workload;
    private Ssh ssh;
    private Path ca;
    private Did alice;
    private Path key;

    @BeforeEach
    void aliceHasATunnel() {
        ingress = new TestIngress(data);
        alice = ingress.records.account("alice.test");
        key = Ssh.key(folder, "ed25519", "id_ed25519");
        ingress.records.publish(alice, Ssh.publicKey(key), "*");
        ingress.start();
        ca = ingress.caFile();
        workload = new Workload(0);
        ssh = Ssh.forward(
                ingress,
                key,
                "alice.test",
                "web:80:127.0.0.1:" + workload.port(),
                "socket:80:127.0.0.1:" + workload.webSocketPort(),
                "dead:80:127.0.0.1:9");
        Ssh.await("tunnels", () -> {
            assertThat(ssh.isAlive()).as(ssh.output()).isTrue();
            return ingress.tunnels.of(alice).size() == 3;
        });
    }

    @AfterEach
    void stop() {
        ssh.close();
        workload.close();
        ingress.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--http1.1", "--http2"})
    void aVisitorReachesTheWorkload(String version) {
        var answer = curl(version, "-i", ingress.url(WEB, "/hello"));

        assertThat(answer)
                .startsWith(version.equals("--http2") ? "HTTP/2 200" : "HTTP/1.1 200 OK")
                .contains("Hello World!")
                .containsIgnoringCase("x-kept: yes")
                .doesNotContainIgnoringCase("keep-alive:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--http1.1", "--http2"})
    void twentyMegabytesComeDownUnchanged(String version) throws IOException {
        var file = folder.resolve("down");

        curl(version, "-o", file.toString(), ingress.url(WEB, "/big"));

        assertThat(Files.size(file)).isEqualTo(20_000_000);
        assertThat(sha256(file)).isEqualTo(sha256(big()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--http1.1", "--http2"})
    void twentyMegabytesGoUpUnchanged(String version) {
        var file = big();

        assertThat(curl(version, "-T", file.toString(), ingress.url(WEB, "/digest")))
                .isEqualTo(sha256(file) + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--http1.1", "--http2"})
    void anUploadNeedNotTellItsLength(String version) {
        var file = big();

        assertThat(curl(
                        version,
                        "-X",
                        "POST",
                        "-H",
                        "Content-Length:",
                        "-T",
                        "-",
                        "<" + file,
                        ingress.url(WEB, "/digest")))
                .isEqualTo(sha256(file) + "\n");
    }

    @Test
    void eventsArriveAsTheyAreSent() throws Exception {
        var out = folder.resolve("events");
        var process = new ProcessBuilder("/usr/bin/curl", "-sN", "--cacert", ca.toString(), ingress.url(WEB, "/events"))
                .redirectOutput(out.toFile())
                .start();
        Ssh.await("first event", () -> read(out).contains("data: one"));

        workload.firstEventSeen.countDown();

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(read(out)).isEqualTo("data: one\n\ndata: two\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-I", "-XDELETE", "-XOPTIONS"})
    void otherMethodsPass(String method) {
        assertThat(curl("-i", method, ingress.url(WEB, "/hello"))).startsWith("HTTP/2 200");
    }

    @Test
    void anAnswerWithoutContentStaysOne() {
        assertThat(curl("--http1.1", "-i", ingress.url(WEB, "/none")))
                .startsWith("HTTP/1.1 204")
                .doesNotContainIgnoringCase("transfer-encoding");
    }

    @Test
    void saysWhoTheVisitorIsAndBelievesNobodyElse() {
        var headers = curl(
                "--http1.1",
                "-H",
                "X-Forwarded-For: 8.8.8.8",
                "-H",
                "X-Forwarded-Proto: http",
                "-H",
                "X-Forwarded-User: root",
                "-H",
                "Forwarded: for=8.8.8.8",
                "-H",
                "X-Real-IP: 8.8.8.8",
                "-H",
                "Connection: x-secret",
                "-H",
                "X-Secret: 1",
                "-H",
                "TE: trailers",
                ingress.url(WEB, "/headers"));

        assertThat(headers)
                .contains("Host: " + WEB + ":" + ingress.frontPort())
                .contains("X-forwarded-for: 127.0.0.1")
                .contains("X-forwarded-proto: https")
                .doesNotContain("8.8.8.8")
                .doesNotContainIgnoringCase("x-forwarded-user")
                .doesNotContainIgnoringCase("x-secret")
                .containsIgnoringCase("te: trailers");
    }

    @Test
    void anUnknownHostHasACertificateAndNoRoute() {
        assertThat(curl("-i", ingress.url("nobody--nowhere.localhost", "/")))
                .startsWith("HTTP/2 404")
                .contains("no route configured for host");
        assertThat(curlStatus(ingress.url("example.org", "/"), "--connect-to", "::127.0.0.1:"))
                .isEqualTo(60);
    }

    @Test
    void aWorkloadThatRefusesIsABadGatewayWithItsReason() {
        assertThat(curl("-i", ingress.url("dead--alice-test.localhost", "/")))
                .startsWith("HTTP/2 502")
                .contains("the service behind dead--alice-test does not answer: ");
    }

    @Test
    void aTunnelThatIsDownIsSaidToBe() {
        assertThat(curl(ingress.url(WEB, "/hello"))).contains("Hello");

        ssh.kill();
        Ssh.await("gone", () -> ingress.tunnels.of(alice).isEmpty());

        assertThat(curl("-i", ingress.url(WEB, "/hello")))
                .startsWith("HTTP/2 503")
                .containsIgnoringCase("retry-after: 5")
                .contains("application/problem+json")
                .contains("the tunnel of web--alice-test is down");
    }

    @Test
    void aTunnelThatWasClosedIsNotAwaited() {
        ingress.tunnels.close(alice, "web");

        assertThat(curl("-i", ingress.url(WEB, "/hello"))).startsWith("HTTP/2 404");
        ssh.kill();
        Ssh.await("gone", () -> ingress.tunnels.of(alice).isEmpty());
        assertThat(curl("-i", ingress.url("dead--alice-test.localhost", "/"))).startsWith("HTTP/2 503");
        ingress.tunnels.close(alice, "dead");
        assertThat(curl("-i", ingress.url("dead--alice-test.localhost", "/"))).startsWith("HTTP/2 404");
    }

    @Test
    void countsWhatGoesThrough() {
        curl(ingress.url(WEB, "/big"), "-o", "/dev/null");
        curl("-T", big().toString(), ingress.url(WEB, "/digest"));

        var tunnel = ingress.tunnels.find(WEB).orElseThrow();
        assertThat(tunnel.requests()).isEqualTo(2);
        assertThat(tunnel.bytesOut()).isBetween(20_000_000L, 21_000_000L);
        assertThat(tunnel.bytesIn()).isBetween(20_000_000L, 21_000_000L);
        assertThat(tunnel.lastRequest()).isPresent();
    }

    @Test
    void aWebSocketPasses() throws Exception {
        var heard = new LinkedBlockingQueue<String>();
        var socket = webSocket("socket--alice-test.localhost", heard);

        for (var i = 0; i < 100; i++) {
            socket.sendText("m" + i, true).get(10, TimeUnit.SECONDS);
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("echo:m" + i);
        }
        socket.sendText("x".repeat(60_000), true).get(10, TimeUnit.SECONDS);

        assertThat(heard.poll(10, TimeUnit.SECONDS)).hasSize(60_005);
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(10, TimeUnit.SECONDS);
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("closed 1000");
    }

    @Test
    void aWebSocketCarriesFiveMegabytesAndItsSubprotocol() throws Exception {
        var heard = new LinkedBlockingQueue<String>();
        var socket = webSocket("socket--alice-test.localhost", heard, "chat.v2");

        socket.sendText("y".repeat(5_000_000), true).get(30, TimeUnit.SECONDS);

        assertThat(heard.poll(30, TimeUnit.SECONDS)).hasSize(5_000_005);
        assertThat(socket.getSubprotocol()).isEqualTo("chat.v2");
        socket.sendClose(4321, "done").get(10, TimeUnit.SECONDS);
        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("closed 4321");
    }

    /** What found no room holds nothing: the connection is watched as before. */
    @Test
    void aRequestThatFoundNoRoomLeavesTheConnectionAsItWas() throws Exception {
        ingress.front.stop();
        configure(ingress.settings, "cc.ingress.requests-per-visitor", 0);
        configure(ingress.settings, "cc.ingress.idle", Duration.ofMillis(500));
        ingress.front.start();
        try (var visitor = connect(WEB)) {
            visitor.setSoTimeout(5_000);
            visitor.getOutputStream()
                    .write(("GET /hello HTTP/1.1\r\nHost: " + WEB + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(visitor.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 503")
                    .containsIgnoringCase("retry-after: 2");
        }
    }

    @Test
    void aQuietWebSocketStaysWhereAnIdleConnectionDoesNot() throws Exception {
        ingress.front.stop();
        configure(ingress.settings, "cc.ingress.idle", Duration.ofMillis(500));
        ingress.front.start();
        var heard = new LinkedBlockingQueue<String>();
        var socket = webSocket("socket--alice-test.localhost", heard);
        try (var idle = connect("localhost")) {
            idle.setSoTimeout(10_000);
            assertThat(idle.getInputStream().read()).isEqualTo(-1);
        }
        Ssh.sleep(1500);

        socket.sendText("still here", true).get(10, TimeUnit.SECONDS);

        assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("echo:still here");
        socket.abort();
    }

    @Test
    void aRefusedWebSocketGetsTheAnswerOfTheWorkload() {
        assertThat(curl(
                        "--http1.1",
                        "-i",
                        "-H",
                        "Connection: Upgrade",
                        "-H",
                        "Upgrade: websocket",
                        ingress.url(WEB, "/hello")))
                .startsWith("HTTP/1.1 200")
                .contains("Hello World!");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--http1.1", "--http2"})
    void anAnswerThatBreaksOffDoesNotLookWhole(String version) {
        assertThat(curl(version, ingress.url(WEB, "/broken"))).contains("half").containsPattern("curl: \\((18|92)\\)");
    }

    @Test
    void thePortalIsReachedUnderItsNamesWithItsPathsAsTheyWere() {
        var ccr = "/ccr/at://did:plc:abc/com.example.accept/3k//x/%2F%2e%2E/../bafy?a=%20b&c=//d";
        try (var portal = new Workload(ingress.settings.portalOrigin().getPort())) {
            assertThat(curl("--path-as-is", ingress.url("localhost", ccr))).isEqualTo("GET " + ccr);
            assertThat(curl("--path-as-is", "--http1.1", ingress.url("rp.localhost", ccr)))
                    .isEqualTo("GET " + ccr);
            assertThat(curl(ingress.url("localhost", "/headers")))
                    .contains("Host: localhost:" + ingress.frontPort())
                    .contains("X-forwarded-proto: https");
            assertThat(portal.port()).isEqualTo(ingress.settings.portalOrigin().getPort());
        }
    }

    @Test
    void aWebSocketOfThePortalPasses() throws Exception {
        try (var portal = new Workload(0)) {
            configure(
                    ingress.settings,
                    "cc.ingress.portal-origin",
                    URI.create("http://127.0.0.1:" + portal.webSocketPort()));
            var heard = new LinkedBlockingQueue<String>();

            webSocket("localhost", heard).sendText("hello", true).get(10, TimeUnit.SECONDS);

            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("echo:hello");
        }
    }

    /** Neither the 404 of a server without an application nor the 500 of one that is half there may reach anybody. */
    @Test
    void nobodyIsLetInBeforeThePortalServes() {
        try (var starting = new TestIngress(data).starting()) {
            assertThat(curl("-i", starting.url("localhost", "/")))
                    .startsWith("HTTP/2 503")
                    .containsIgnoringCase("retry-after: 1")
                    .contains("the portal is starting");
            try (var portal = new Workload(starting.settings.portalOrigin().getPort())) {
                Ssh.await("the portal", starting.front::isOpen);
                assertThat(curl(starting.url("localhost", "/hello"))).contains("Hello World!");
                assertThat(portal.port()).isPositive();
            }
        }
    }

    @Test
    void aPortalThatIsGoneIsABadGateway() {
        assertThat(curl("-i", ingress.url("localhost", "/")))
                .startsWith("HTTP/2 502")
                .contains("the portal does not answer");
    }

    @Test
    void aServiceThatTakesTooLongIsGivenUp() {
        ingress.front.stop();
        configure(ingress.settings, "cc.ingress.answer-time", Duration.ofSeconds(1));
        ingress.front.start();
        workload.firstEventSeen.countDown();

        assertThat(curl("-i", ingress.url(WEB, "/silent")))
                .startsWith("HTTP/2 504")
                .contains("the service behind web--alice-test does not answer: it takes too long");
        assertThat(curl("-i", "-H", "Accept: text/html,*/*", ingress.url(WEB, "/silent")))
                .startsWith("HTTP/2 504")
                .contains("<h1>The service took too long</h1>");
        assertThat(curl(ingress.url(WEB, "/slow-events"))).isEqualTo("data: one\n\ndata: two\n\n");
    }

    @Test
    void headersHaveALimit() {
        assertThat(curl("--http1.1", "-i", "-H", "X-Long: " + "x".repeat(40_000), ingress.url(WEB, "/hello")))
                .startsWith("HTTP/1.1 431");
    }

    @Test
    void manyRequestsLeaveNoChannels() {
        for (var i = 0; i < 10; i++) {
            var urls = new ArrayList<String>();
            for (var j = 0; j < 20; j++) {
                urls.add(ingress.url(WEB, "/hello"));
                urls.add("-o");
                urls.add("/dev/null");
            }
            urls.addAll(List.of("-H", "Connection: close", "--http1.1"));
            curl(urls.toArray(String[]::new));
        }
        assertThat(ingress.tunnels.find(WEB).orElseThrow().requests()).isEqualTo(200);

        Ssh.await("no channels", () -> channels() == 0);
        assertThat(curl(ingress.url(WEB, "/hello"))).contains("Hello");
    }

    @Test
    void aVisitorWhoReadsNoAnswersIsAskedForNoMoreRequests() throws Exception {
        var requests = ("GET / HTTP/1.1\r\nHost: nobody.localhost\r\n\r\n")
                .repeat(1000)
                .getBytes(StandardCharsets.US_ASCII);
        try (var visitor = connect("nobody.localhost")) {
            var sent = new AtomicInteger();
            var sending = Thread.ofVirtual().start(() -> {
                try {
                    while (sent.get() < 1000) {
                        visitor.getOutputStream().write(requests);
                        sent.incrementAndGet();
                    }
                } catch (IOException e) {
                    // Closed below
                }
            });

            int taken;
            do {
                taken = sent.get();
            } while (!sending.join(Duration.ofSeconds(3)) && sent.get() > taken);

            assertThat(sent.get()).isLessThan(1000);
        }
    }

    @Test
    void aVisitorWhoGoesAwayLeavesNoChannel() throws Exception {
        for (var i = 0; i < 5; i++) {
            try (var visitor = connect(WEB)) {
                visitor.getOutputStream()
                        .write(("GET /big HTTP/1.1\r\nHost: " + WEB + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                assertThat(visitor.getInputStream().readNBytes(10_000)).hasSize(10_000);
            }
        }

        Ssh.await("no channels", () -> channels() == 0);
        assertThat(curl(ingress.url(WEB, "/hello"))).contains("Hello");
    }

    @Test
    void aSlowReaderHoldsTheWorkloadBackAndNobodyElse() throws Exception {
        try (var visitor = connect(WEB)) {
            visitor.getOutputStream()
                    .write(("GET /big HTTP/1.1\r\nHost: " + WEB + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            visitor.getInputStream().readNBytes(1000);
            Ssh.sleep(2000);

            assertThat(ingress.tunnels.find(WEB).orElseThrow().bytesOut()).isLessThan(20_000_000);
            assertThat(curl(ingress.url(WEB, "/hello"))).contains("Hello");
        }
    }

    @Test
    void stoppingLeavesNoThreadsAndNoPorts() {
        var other = new TestIngress(data);
        var before = Thread.getAllStackTraces().keySet();
        other.start();
        other.records.publish(other.records.account("alice.test"), Ssh.publicKey(key), "*");
        try (var tunnel = Ssh.forward(other, key, "alice.test", "web:80:127.0.0.1:" + workload.port())) {
            Ssh.await(
                    "tunnel", () -> tunnel.isAlive() && other.tunnels.find(WEB).isPresent());
        }

        other.close();

        Ssh.await(
                "threads end",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> !before.contains(thread))
                        .map(Thread::getName)
                        .noneMatch(name -> name.contains("vert.x") || name.contains("sshd") || name.contains("nio")));
        try (var relay = new ServerSocket(other.settings.relayPort(), 1, InetAddress.getLoopbackAddress());
                var front = new ServerSocket(other.frontPort(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(relay.isBound() && front.isBound()).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int channels() {
        return ingress.routes.of(alice).stream()
                .flatMap(route -> route.forwards().stream())
                .mapToInt(forward -> ((org.apache.sshd.common.session.helpers.AbstractConnectionService)
                                forward.connection())
                        .getChannels()
                        .size())
                .max()
                .orElse(0);
    }

    private String curl(String... arguments) {
        var command = new ArrayList<>(List.of("/usr/bin/curl", "-sS", "--max-time", "120", "--cacert", ca.toString()));
        Path input = null;
        for (var argument : arguments) {
            if (argument.startsWith("<")) {
                input = Path.of(argument.substring(1));
            } else {
                command.add(argument);
            }
        }
        return run(command, input);
    }

    private int curlStatus(String url, String... more) {
        try {
            var command = new ArrayList<>(List.of("/usr/bin/curl", "-s", "--cacert", ca.toString(), url));
            command.addAll(List.of(more));
            return new ProcessBuilder(command).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String run(List<String> command, @Nullable Path input) {
        Ssh.needs(Path.of(command.getFirst()));
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            if (input != null) {
                builder.redirectInput(input.toFile());
            }
            var process = builder.start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private WebSocket webSocket(String host, BlockingQueue<String> heard, String... subprotocols) throws Exception {
        // The JDK does not know that names under .localhost are loopback: the address goes in the URI, the name in the
        // header
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
        var client = HttpClient.newBuilder()
                .sslContext(trusting())
                .sslParameters(named(host))
                .build();
        var builder = client.newWebSocketBuilder();
        if (subprotocols.length > 0) {
            builder.subprotocols(subprotocols[0]);
        }
        return builder.header("Host", host + ":" + ingress.frontPort())
                .buildAsync(URI.create("wss://localhost:" + ingress.frontPort() + "/"), new Listener(heard))
                .get(20, TimeUnit.SECONDS);
    }

    private static SSLParameters named(String host) {
        var parameters = new SSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(host)));
        return parameters;
    }

    private SSLSocket connect(String host) throws Exception {
        var plain = new Socket(InetAddress.getLoopbackAddress(), ingress.frontPort());
        var socket = (SSLSocket) trusting().getSocketFactory().createSocket(plain, host, ingress.frontPort(), true);
        socket.startHandshake();
        return socket;
    }

    private SSLContext trusting() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null);
        store.setCertificateEntry("ca", Pem.certificate(Files.readAllBytes(ca)));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private Path big() {
        var file = folder.resolve("big");
        try (var out = Files.newOutputStream(file)) {
            for (var block = 0; block < 20; block++) {
                out.write(Workload.block(block));
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Listener(BlockingQueue<String> heard, StringBuilder text) implements WebSocket.Listener {
        Listener(BlockingQueue<String> heard) {
            this(heard, new StringBuilder());
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                heard.add(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            heard.add("closed " + status);
            return null;
        }
    }
}

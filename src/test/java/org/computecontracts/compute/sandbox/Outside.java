package org.computecontracts.compute.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.sshd.common.channel.RequestHandler;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactoryFactory;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.computecontracts.kernel.Json;

/** The parties a guest speaks to: an issuer and proxy over HTTPS, and a relay over SSH that takes every forward. */
final class Outside implements AutoCloseable {
    private final Map<String, JsonNode> asked = new ConcurrentHashMap<>();
    final List<String> forwards = new CopyOnWriteArrayList<>();

    private final HttpsServer https;
    private final SshServer ssh;

    Outside(Path folder) throws Exception {
        certificate(folder);
        https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        https.setHttpsConfigurator(new HttpsConfigurator(tls(folder.resolve("server.p12"))));
        https.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        https.createContext("/", this::answer);
        https.start();
        ssh = relay();
    }

    /** The body of the last request for a host and path. */
    JsonNode asked(String hostAndPath) {
        return asked.getOrDefault(hostAndPath, Json.object());
    }

    String[] forwards() {
        var web = "127.0.0.1:" + https.getAddress().getPort();
        return new String[] {"443=" + web, "8443=" + web, "2222=127.0.0.1:" + ssh.getPort()};
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange;
                InputStream in = exchange.getRequestBody()) {
            var body = in.readAllBytes();
            var path = exchange.getRequestURI().getPath();
            asked.put(
                    exchange.getRequestHeaders().getFirst("Host") + " " + path,
                    body.length == 0 ? Json.object() : Json.readObject(body));
            var reply = path.equals("/big")
                    ? "x".repeat(3 << 20)
                    : path.endsWith("/v1/oidc/issue")
                            ? "{\"token\":\"" + Base.TOKEN + "\"}"
                            : "{\"authorization\":\""
                                    + exchange.getRequestHeaders().getFirst("Authorization") + "\"}";
            exchange.sendResponseHeaders(200, reply.length());
            exchange.getResponseBody().write(reply.getBytes(StandardCharsets.UTF_8));
        }
    }

    private SshServer relay() throws IOException {
        var server = SshServer.setUpDefaultServer();
        server.setIoServiceFactoryFactory(new Nio2ServiceFactoryFactory());
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider());
        server.setPublickeyAuthenticator((user, key, session) -> true);
        server.setGlobalRequestHandlers(List.of(this::take));
        server.start();
        return server;
    }

    private RequestHandler.Result take(ConnectionService service, String request, boolean reply, Buffer buffer) {
        if (request.equals("tcpip-forward")) {
            forwards.add(service.getSession().getUsername() + " " + buffer.getString() + ":" + buffer.getInt());
        }
        return RequestHandler.Result.ReplySuccess;
    }

    /** A CA in ca.pem, where the sandbox finds the local one, and a certificate of it for the names of the example. */
    private static void certificate(Path folder) throws Exception {
        Files.writeString(folder.resolve("names"), "subjectAltName=DNS:localhost,DNS:rp.localhost,DNS:rp.fedproxy.com");
        run(
                folder,
                "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -keyout ca.key -out ca.pem"
                        + " -subj /CN=Test -addext basicConstraints=critical,CA:TRUE");
        run(
                folder,
                "openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout server.key -out server.csr -subj /CN=server");
        run(
                folder,
                "openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out server.pem");
        run(folder, "openssl pkcs12 -export -in server.pem -inkey server.key -out server.p12 -passout pass:test");
    }

    private static void run(Path folder, String command) throws Exception {
        var process = new ProcessBuilder(command.split(" "))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(output);
        }
    }

    private static SSLContext tls(Path file) throws Exception {
        var store = KeyStore.getInstance(file.toFile(), "test".toCharArray());
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, "test".toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    @Override
    public void close() throws IOException {
        https.stop(0);
        ssh.stop(true);
    }

    /** What is told to the guest. */
    static final class Base {
        static final String TOKEN =
                "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhY3R4OnRlYW06cGxjOmFsaWNlIn0.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg";

        private Base() {}
    }
}

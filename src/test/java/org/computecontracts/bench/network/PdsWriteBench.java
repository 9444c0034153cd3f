package org.computecontracts.bench.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.computecontracts.bench.Figure;
import org.computecontracts.kernel.Json;
import org.computecontracts.launcher.Folders;
import org.computecontracts.launcher.Listeners;
import org.computecontracts.launcher.Plan;
import org.computecontracts.launcher.Site;
import org.computecontracts.launcher.Terminal;

/**
 * createRecord over HTTP on our PDS and on the reference implementation, one after the other on this machine with the same
 * clients: 8 at a time over 8 repositories. Ours commits durably (fsync on); the other is as it comes: SQLite in WAL mode, with
 * the synchronous mode that is printed (1 is NORMAL, which does not wait for the disk at each commit; 2 is FULL). How fast the
 * disk is when asked to wait is printed too, and the processor time of a record: that holds also where the machine is shared. For figures of a server set {@code CC_JAVA_OPTIONS} as the README says.
 */
final class PdsWriteBench {
    private static final int REPOS = 8;
    private static final int CLIENTS = 8;
    private static final int WARM_UP_SECONDS = 20;
    private static final int SECONDS = 8;
    private static final double GOAL = 3;
    private static final String NSID = "com.atproto.repo.createRecord";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private double cpuPerRecord;

    private PdsWriteBench() {}

    public static void main(String[] arguments) throws Exception {
        var bench = new PdsWriteBench();
        Figure.yardstick("disk-sync", syncs(), "syncs/s").print();
        var ours = bench.ours();
        var oursCpu = bench.cpuPerRecord;
        Figure.yardstick("pds-write", ours, "records/s").print();
        Figure.yardstick("pds-write-cpu", oursCpu, "ms").print();
        if (Files.isDirectory(Path.of("dev", "network", "node_modules"))) {
            var theirs = bench.theirs();
            Figure.yardstick("pds-write-reference", theirs, "records/s").print();
            Figure.yardstick("pds-write-reference-cpu", bench.cpuPerRecord, "ms")
                    .print();
            Figure.atLeast(GOAL, "pds-write-cpu-gain", bench.cpuPerRecord / oursCpu, "x")
                    .print();
            Figure.atLeast(GOAL, "pds-write-gain", ours / theirs, "x").print();
        } else {
            System.out.println("SKIPPED the comparison: the packages of dev/network are missing");
        }
        System.exit(0);
    }

    /** What one writer who waits for the disk each time can reach at most. */
    private static double syncs() throws IOException {
        var file = Files.createTempFile(Path.of("target"), "sync", ".tmp");
        var syncs = 100;
        var start = System.nanoTime();
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (var i = 0; i < syncs; i++) {
                channel.write(ByteBuffer.wrap(new byte[8192]));
                channel.force(false);
            }
        } finally {
            Files.delete(file);
        }
        return syncs / ((System.nanoTime() - start) / 1e9);
    }

    private double ours() throws Exception {
        var data = Path.of("target", "pds-write-bench").toAbsolutePath();
        Folders.delete(data);
        var listeners = Listeners.free();
        var settings = Map.of(
                "CC_PDS_WRITE_POINTS_AN_HOUR", "0",
                "CC_PDS_WRITE_POINTS_A_DAY", "0",
                "CC_NETWORK_MAX_HOSTS", "0", // the reader of our own stream is the portal's, not the PDS's
                "CC_COMPUTE_RUN_DIR", "/run/compute-contracts-" + listeners.front());
        var plan = new Plan(
                new Folders(Folders.ofUser().home(), data), Path.of("").toAbsolutePath(), listeners, settings, true);
        try (var site = Site.on(plan, new Terminal(System.out, false))) {
            site.start();
            return rate(URI.create("http://127.0.0.1:" + listeners.http()));
        }
    }

    private double theirs() throws Exception {
        var data = Files.createTempDirectory("reference-pds");
        var port = freePort();
        var builder = new ProcessBuilder("node", "network.mjs", ".", String.valueOf(freePort()), String.valueOf(port))
                .directory(Path.of("dev", "network").toFile())
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("log").toFile());
        builder.environment().put("ATP_DATA", data.toString());
        var process = builder.start();
        try {
            while (!Files.readString(data.resolve("log")).contains("ready node")) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            tellSynchronousMode(data.resolve(String.valueOf(port)).resolve("account.sqlite"));
            return rate(URI.create("http://127.0.0.1:" + port));
        } finally {
            process.destroy();
            process.waitFor();
            Folders.delete(data);
        }
    }

    /** Opened as the reference implementation opens its databases: by the same driver, which sets the mode. */
    private static void tellSynchronousMode(Path database) throws IOException, InterruptedException {
        var script = "const db = new (require('better-sqlite3'))(process.argv[1], { readonly: true });"
                + "console.log('the reference: journal_mode', db.pragma('journal_mode', { simple: true }),"
                + " 'synchronous', db.pragma('synchronous', { simple: true }))";
        new ProcessBuilder("node", "-e", script, database.toString())
                .directory(Path.of("dev", "network").toFile())
                .inheritIO()
                .start()
                .waitFor();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private double rate(URI pds) throws Exception {
        var accounts = new ArrayList<ObjectNode>();
        for (var i = 0; i < REPOS; i++) {
            var input = Json.object()
                    .put("handle", "writer" + i + ".test")
                    .put("password", "correct horse")
                    .put("email", "writer" + i + "@example.test");
            accounts.add(post(pds, "com.atproto.server.createAccount", "", input));
        }
        write(pds, accounts, WARM_UP_SECONDS);
        var before = cpu();
        var written = write(pds, accounts, SECONDS);
        cpuPerRecord = (cpu() - before) / written;
        return written / (double) SECONDS;
    }

    /** Milliseconds of processor time of all that serves: the processes started here, and the database beside them. */
    private static double cpu() {
        var ours = ProcessHandle.current().descendants();
        var databases = ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains("pds-write-bench"))
                .flatMap(process -> Stream.concat(Stream.of(process), process.children()));
        return Stream.concat(ours, databases)
                .distinct()
                .mapToLong(process -> process.info()
                        .totalCpuDuration()
                        .map(Duration::toMillis)
                        .orElse(0L))
                .sum();
    }

    private int write(URI pds, List<ObjectNode> accounts, int seconds) throws Exception {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        var written = new AtomicInteger();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < CLIENTS; i++) {
                var account = accounts.get(i % accounts.size());
                clients.submit(() -> {
                    while (System.nanoTime() < end) {
                        post(pds, NSID, account.path("accessJwt").asText(), note(account, written.incrementAndGet()));
                    }
                    return null;
                });
            }
        }
        return written.get();
    }

    private static ObjectNode note(ObjectNode account, int number) {
        var input = Json.object().put("repo", account.path("did").asText()).put("collection", "com.example.note");
        input.putObject("record")
                .put("$type", "com.example.note")
                .put("text", "note number " + number + ", of about the length that notes have")
                .put("createdAt", "2026-11-22T12:00:00.000Z");
        return input;
    }

    private ObjectNode post(URI pds, String nsid, String token, ObjectNode input) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(pds + "/xrpc/" + nsid))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.write(input)));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        var answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(nsid + " answers " + answer.statusCode() + ": " + answer.body());
        }
        return Json.readObject(answer.body().getBytes(StandardCharsets.UTF_8));
    }
}

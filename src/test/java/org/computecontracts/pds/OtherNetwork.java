package org.computecontracts.pds;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.computecontracts.launcher.Folders;
import org.computecontracts.launcher.Ports;

/** A PDS and a did:plc directory of other people ({@code dev/network}), on free ports. Skipped where its packages are missing. */
public final class OtherNetwork implements AutoCloseable {
    private static final Path FOLDER = Path.of("dev", "network");
    private static final Duration START = Duration.ofSeconds(60);

    private final Path data;
    private final int plcPort;
    private final int pdsPort;
    private final Process process;

    private OtherNetwork(Path data, int plcPort, int pdsPort, Process process) {
        this.data = data;
        this.plcPort = plcPort;
        this.pdsPort = pdsPort;
        this.process = process;
    }

    public static OtherNetwork start() throws IOException, InterruptedException {
        return start(Map.of());
    }

    static OtherNetwork start(Map<String, String> environment) throws IOException, InterruptedException {
        Peer.assumeInstalled();
        assumeTrue(
                Files.isDirectory(FOLDER.resolve("node_modules")),
                "SKIPPED: the packages of dev/network are missing: run npm ci there");
        var data = Files.createTempDirectory("other-network");
        var plc = Ports.free();
        var pds = Ports.free();
        var builder = new ProcessBuilder(List.of("node", "network.mjs", ".", String.valueOf(plc), String.valueOf(pds)))
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("log").toFile());
        builder.environment().put("ATP_DATA", data.toString());
        builder.environment().putAll(environment);
        var network = new OtherNetwork(data, plc, pds, builder.start());
        network.awaitReady();
        return network;
    }

    private void awaitReady() throws IOException, InterruptedException {
        var end = Instant.now().plus(START);
        while (!Files.readString(data.resolve("log")).contains("ready node")) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                close();
                throw new IllegalStateException("The other network does not start");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    public URI plc() {
        return URI.create("http://localhost:" + plcPort);
    }

    public URI pds() {
        return URI.create("http://localhost:" + pdsPort);
    }

    /** Where it keeps its accounts, and the codes it would send by mail. */
    Path accounts() {
        return data.resolve(String.valueOf(pdsPort)).resolve("account.sqlite");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Folders.delete(data);
    }
}

package org.computecontracts.bench.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.computecontracts.launcher.Folders;
import org.computecontracts.launcher.Plan;
import org.computecontracts.launcher.Ports;

/** Payara Micro as it is to be had, with no application. */
final class BareServer {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** As ours: nobody else may come in while it is measured. */
    private static final String LOOPBACK =
            "set configs.config.server-config.network-config.network-listeners.network-listener.%s.address=127.0.0.1\n";

    private BareServer() {}

    /** Ends it, too. */
    static double secondsUntilReady(Plan plan) throws IOException, InterruptedException {
        var folder = plan.folders().data().resolve("bare");
        Folders.delete(folder);
        Files.createDirectories(folder);
        var log = folder.resolve("log.txt");
        var beginning = System.nanoTime();
        var process = new ProcessBuilder(words(plan, folder))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            awaitReady(process, log);
            return (System.nanoTime() - beginning) / 1e9;
        } finally {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static List<String> words(Plan plan, Path folder) throws IOException {
        var commands = Files.writeString(
                folder.resolve("preboot.txt"),
                LOOPBACK.formatted("http-listener") + LOOPBACK.formatted("https-listener"));
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-jar",
                plan.checkout().resolve("target/launcher/payara-micro.jar").toString(),
                "--port",
                Integer.toString(Ports.free()),
                "--prebootcommandfile",
                commands.toString(),
                "--unpackdir",
                folder.resolve("server").toString(),
                "--nohazelcast",
                "--disablephonehome");
    }

    private static void awaitReady(Process process, Path log) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.readString(log).contains(" ready in ")) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException("the bare server is not ready: " + log);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}

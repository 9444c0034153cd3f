package org.computecontracts.bench.ingress;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that serves as long as it is measured. */
record Started(Process process) implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    /** It ends with us, however that comes. */
    Started {
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    }

    /** What it says goes to a file beside the others of the run. */
    static Started quietly(Path folder, List<String> command) throws IOException {
        var log = Files.createTempFile(folder, "log", ".txt");
        return new Started(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start());
    }

    /** One that says {@code ready} and a port. */
    static Ready untilReady(List<String> command) throws IOException {
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var lines = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("ready ")) {
                return new Ready(new Started(process), Integer.parseInt(line.substring(6)));
            }
        }
        throw new IOException("ended before it was ready: " + command);
    }

    record Ready(Started started, int port) {}

    void awaitPort(int port) throws IOException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!listens(port)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IOException("nothing listens on " + port);
            }
            pause();
        }
    }

    private static boolean listens(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

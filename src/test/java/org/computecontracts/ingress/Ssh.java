package org.computecontracts.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.logging.Logger;

/** The OpenSSH client, with exactly the options of the published example. */
public class Ssh implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/ssh");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Process process;
    private final Path output;

    private Ssh(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    public static Ssh forward(TestIngress ingress, Path key, String user, String... remotes) {
        var command = new ArrayList<String>();
        for (var remote : remotes) {
            command.add("-R");
            command.add(remote);
        }
        return with(ingress, key, user, command);
    }

    public static Ssh with(TestIngress ingress, Path key, String user, List<String> more) {
        return to(ingress.settings.relayPort, key, user, more);
    }

    static Ssh to(int port, Path key, String user, List<String> more) {
        needs(PROGRAM);
        var command = new ArrayList<>(List.of(PROGRAM.toString(), "-NnT", "-p", "" + port));
        // The first of each option counts
        command.addAll(more);
        command.addAll(List.of("-i", key.toString(), "-F", "none"));
        command.addAll(List.of("-o", "UserKnownHostsFile=/dev/null", "-o", "StrictHostKeyChecking=no"));
        command.addAll(List.of("-o", "PasswordAuthentication=no", "-o", "ExitOnForwardFailure=yes"));
        command.add(user + "@127.0.0.1");
        try {
            var output = Files.createTempFile(key.getParent(), "ssh", ".log");
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().remove("SSH_AUTH_SOCK");
            return new Ssh(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new key pair in the folder; answers the private key's file, the public one stands beside it. */
    public static Path key(Path folder, String type, String name) {
        needs(Path.of("/usr/bin/ssh-keygen"));
        var file = folder.resolve(name);
        run("/usr/bin/ssh-keygen", "-q", "-t", type, "-N", "", "-C", "root@guest", "-f", file.toString());
        return file;
    }

    public static String publicKey(Path key) {
        try {
            return Files.readString(key.resolveSibling(key.getFileName() + ".pub"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void needs(Path program) {
        if (!Files.isExecutable(program)) {
            Logger.getLogger(Ssh.class.getName()).severe("SKIPPED, not tested at all: " + program + " is not there");
        }
        assumeTrue(Files.isExecutable(program), program + " is not there");
    }

    public static void run(String... command) {
        try {
            var process = new ProcessBuilder(command).inheritIO().start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void await(String what, BooleanSupplier condition) {
        var end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as(what).isBefore(end);
            sleep(20);
        }
    }

    public static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public int exitStatus() {
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("ssh ends; it said: " + output())
                    .isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    public void kill() {
        process.destroyForcibly();
    }

    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

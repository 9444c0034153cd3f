package org.computecontracts.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A local EVM chain with the real token contract, from {@code dev/chain}; needs Node.js and its packages. */
final class Chain implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Account 1 of the mnemonic "test test ... junk", which every development chain funds. */
    private static final String GAS_KEY = "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";

    private final int port;
    private final Child node;
    private final Path log;

    private Chain(int port, Child node, Path log) {
        this.port = port;
        this.node = node;
        this.log = log;
    }

    /** Empty where {@code npm ci} has not been run in dev/chain. */
    static Optional<Chain> start(Plan plan) {
        var program = plan.checkout().resolve("dev/chain");
        if (!Files.isDirectory(program.resolve("node_modules"))) {
            return Optional.empty();
        }
        var log = plan.folders().data().resolve("chain.log");
        var port = Ports.free();
        try {
            // Its first line is what says that it is ready: nothing older may stand there
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var state = plan.folders().data().resolve("chain-state.json");
        var words = List.of("node", program.resolve("chain.mjs").toString(), Integer.toString(port), state.toString());
        return Optional.of(new Chain(port, Child.start(Command.of("The local chain", log, words)), log));
    }

    void awaitReady() {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!ready()) {
            node.mustBeAlive();
            if (System.nanoTime() > deadline) {
                throw new LaunchException("The local chain is not ready after %s:%n%s", PATIENCE, node.lastLines());
            }
            Pause.of(Duration.ofMillis(50));
        }
    }

    private boolean ready() {
        try {
            return Files.readString(log).contains("\"rpc\"");
        } catch (IOException e) {
            return false;
        }
    }

    /** A file with the key of the account that has the gas: public knowledge, of use on this chain alone. */
    Path gasKeyFile() {
        try {
            return Files.writeString(log.resolveSibling("chain-gas.key"), GAS_KEY + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String rpcUrl() {
        return "http://127.0.0.1:" + port;
    }

    long pid() {
        return node.pid();
    }

    @Override
    public void close() {
        node.stop(Duration.ofSeconds(5));
    }
}

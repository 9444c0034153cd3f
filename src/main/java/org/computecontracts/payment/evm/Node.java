package org.computecontracts.payment.evm;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** A node of the chain: blocks, receipts, and the way in for signed transactions. */
public final class Node {
    private final Rpc rpc;

    Node(Rpc rpc) {
        this.rpc = rpc;
    }

    public Block latest() {
        return block(rpc.one("eth_getBlockByNumber", "latest", false));
    }

    /** The block at this height, which the chain has. */
    public Block at(long number) {
        return block(rpc.one("eth_getBlockByNumber", Quantity.hex(number), false));
    }

    /** Whether the chain still has this block at this height. */
    public boolean has(long number, Word hash) {
        return rpc.one("eth_getBlockByNumber", Quantity.hex(number), false)
                .path("hash")
                .asText()
                .equals(hash.value());
    }

    /** Whether a contract is there, not the account of a key. */
    public boolean hasCode(Address account) {
        return rpc.one("eth_getCode", account.value(), "latest").asText().length() > 2;
    }

    public Optional<Receipt> receipt(Word transaction) {
        var receipt = rpc.one("eth_getTransactionReceipt", transaction.value());
        return receipt.isObject() ? Optional.of(receipt(receipt)) : Optional.empty();
    }

    /** What an account may sign next, and at what price: counts pending transactions only where {@code tag} says so. */
    public Outlook outlook(Address account) {
        var replies = rpc.all(
                Rpc.Call.of("eth_getTransactionCount", account.value(), "latest"),
                Rpc.Call.of("eth_getBlockByNumber", "latest", false),
                Rpc.Call.of("eth_maxPriorityFeePerGas"),
                Rpc.Call.of("eth_getBalance", account.value(), "latest"));
        var latest = block(replies.get(1));
        return new Outlook(
                Quantity.of(replies.getFirst()),
                Fees.over(latest.baseFee(), Quantity.of(replies.get(2))),
                Quantity.of(replies.get(3)),
                latest);
    }

    /**
     * What signing needs to know.
     *
     * @param mined transactions of the account that are in blocks: its next nonce, but for those still under way
     * @param ether for gas, in wei
     */
    public record Outlook(BigInteger mined, Fees fees, BigInteger ether, Block latest) {}

    /** Hands it to the node; what the node said against it, if anything. */
    public Optional<RpcError> broadcast(String raw) {
        return rpc.send(Rpc.Call.of("eth_sendRawTransaction", raw)).getFirst().errors().stream()
                .findFirst();
    }

    static Block block(JsonNode json) {
        return new Block(
                Quantity.of(json.path("number")).longValueExact(),
                new Word(json.path("hash").asText()),
                Instant.ofEpochSecond(Quantity.of(json.path("timestamp")).longValueExact()),
                Quantity.of(json.path("baseFeePerGas")));
    }

    private static Receipt receipt(JsonNode json) {
        return new Receipt(
                new Word(json.path("transactionHash").asText()),
                Quantity.of(json.path("status")).equals(BigInteger.ONE),
                Quantity.of(json.path("blockNumber")).longValueExact(),
                new Word(json.path("blockHash").asText()),
                StreamSupport.stream(json.path("logs").spliterator(), false)
                        .map(Node::log)
                        .toList());
    }

    static Log log(JsonNode json) {
        return new Log(
                new Address(json.path("address").asText()),
                StreamSupport.stream(json.path("topics").spliterator(), false)
                        .map(topic -> new Word(topic.asText()))
                        .toList(),
                json.path("data").asText(),
                Quantity.of(json.path("logIndex")).longValueExact(),
                new Word(json.path("transactionHash").asText()),
                Quantity.of(json.path("blockNumber")).longValueExact(),
                new Word(json.path("blockHash").asText()));
    }
}

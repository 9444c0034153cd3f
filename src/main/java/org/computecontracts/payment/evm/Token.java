package org.computecontracts.payment.evm;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One ERC-3009 token as a node tells of it. */
public final class Token {
    /** Nodes limit the blocks one eth_getLogs may span. */
    private static final long LOG_SPAN = 2000;

    private final Rpc rpc;
    private final Node node;
    private final TokenDomain domain;

    public Token(Rpc rpc, TokenDomain domain) {
        this.rpc = rpc;
        this.node = new Node(rpc);
        this.domain = domain;
    }

    public TokenDomain domain() {
        return domain;
    }

    public Node node() {
        return node;
    }

    public BigInteger balance(Address holder) {
        return Quantity.of(rpc.one("eth_call", call(Erc3009.balanceOf(holder)), "latest"));
    }

    /** How carrying it out would end, asked as {@code sender}. */
    public Simulation simulate(Authorization a, String data, Address sender) {
        var replies = rpc.send(
                Rpc.Call.of(
                        "eth_call",
                        Map.of("from", sender.value(), "to", domain.token().value(), "data", data),
                        "pending"),
                Rpc.Call.of("eth_call", call(Erc3009.authorizationState(a)), "pending"),
                Rpc.Call.of("eth_call", call(Erc3009.balanceOf(a.from())), "pending"),
                Rpc.Call.of("eth_getBlockByNumber", "latest", false));
        return new Simulation(
                replies.getFirst().errors().stream().map(RpcError::message).findFirst(),
                Quantity.of(replies.get(1).orThrow()).signum() != 0,
                Quantity.of(replies.get(2).orThrow()),
                Node.block(replies.get(3).orThrow()));
    }

    /** The call that carries it out, for the kind of wallet that signed. */
    public String transfer(Authorization a, Signature signature) {
        return signature.signer(domain.digest(a)).filter(a.from()::equals).isPresent()
                ? Erc3009.transfer(a, signature)
                : Erc3009.transferByContract(a, signature);
    }

    /** Whether and how it was consumed in a block from {@code since} on. */
    public Fate fate(Authorization a, long since) {
        // The state before the logs: a use in between is then found in the logs, not taken for one from long ago.
        var replies = rpc.all(
                Rpc.Call.of("eth_call", call(Erc3009.authorizationState(a)), "latest"),
                Rpc.Call.of("eth_getBlockByNumber", "latest", false));
        var latest = Node.block(replies.getLast());
        for (var log : logs(a, since, latest.number())) {
            if (log.topics().getFirst().equals(Erc3009.CANCELED)) {
                return new Fate.Canceled(log.block());
            }
            var transfer = node.receipt(log.transaction()).flatMap(r -> r.transfer(domain.token(), a));
            if (transfer.isPresent()) {
                return new Fate.Used(transfer.get());
            }
        }
        return Quantity.of(replies.getFirst()).signum() == 0 ? new Fate.Open(latest) : new Fate.LongGone();
    }

    private List<Log> logs(Authorization a, long since, long latest) {
        var found = new ArrayList<Log>();
        for (var from = Math.max(0, since); from <= latest && found.isEmpty(); from += LOG_SPAN) {
            var filter = Map.of(
                    "address",
                    domain.token().value(),
                    "fromBlock",
                    Quantity.hex(from),
                    "toBlock",
                    Quantity.hex(Math.min(latest, from + LOG_SPAN - 1)),
                    "topics",
                    List.of(
                            List.of(Erc3009.USED.value(), Erc3009.CANCELED.value()),
                            a.from().word().value(),
                            a.nonce().value()));
            for (var log : rpc.one("eth_getLogs", filter)) {
                found.add(Node.log(log));
            }
        }
        return found;
    }

    /** What the token says of itself that must fit: its domain separator and its decimals, or why it says nothing. */
    public Self self() {
        var replies = rpc.all(
                Rpc.Call.of("eth_chainId"),
                Rpc.Call.of("eth_call", call(Erc3009.domainSeparator()), "latest"),
                Rpc.Call.of("eth_call", call(Erc3009.decimals()), "latest"),
                Rpc.Call.of("eth_getBlockByNumber", "0x0", false));
        return new Self(
                Quantity.of(replies.get(0)).longValueExact(),
                replies.get(1).asText(),
                replies.get(2).asText().length() > 2
                        ? Quantity.of(replies.get(2)).intValueExact()
                        : -1,
                new Word(replies.get(3).path("hash").asText()));
    }

    /** The facts about a chain and a token that a wrong configuration gets wrong. */
    public record Self(long chainId, String separator, int decimals, Word genesis) {}

    private Map<String, String> call(String data) {
        return Map.of("to", domain.token().value(), "data", data);
    }
}

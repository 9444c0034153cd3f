package org.computecontracts.payment.chain;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.http.SafeHttp;
import org.computecontracts.payment.PaymentProblem;
import org.computecontracts.payment.evm.Rpc;
import org.computecontracts.payment.evm.Token;
import org.computecontracts.payment.evm.Word;

/**
 * The configured token on the configured chain, handed out only while both are seen to be what the configuration says: a
 * wrong name in the domain would otherwise show as "invalid signature" alone, and a wrong chain as lost money.
 */
@ApplicationScoped
public class Chain {
    private static final Duration BELIEVED_FOR = Duration.ofMinutes(1);

    @Inject
    PaymentSettings settings;

    @Inject
    SafeHttp http;

    @Inject
    GasAccount gas;

    @Inject
    ChainStore store;

    @Inject
    Clock clock;

    private volatile Optional<Seen> seen = Optional.empty();

    private record Seen(Token token, Instant at) {}

    /** NO_CHAIN, CHAIN_UNAVAILABLE or CHAIN_REFUSED, with the reason, when it cannot be paid on. */
    public Token token() {
        var now = clock.instant();
        var last = seen;
        if (last.isPresent() && now.isBefore(last.get().at().plus(BELIEVED_FOR))) {
            return last.get().token();
        }
        var token = checked(new Token(new Rpc(http, node()), settings.domain()));
        seen = Optional.of(new Seen(token, now));
        return token;
    }

    /** As {@link #token()}, for a seller: an account of ours must be able to pay the gas. */
    public Token settling() {
        var token = token();
        gas.key();
        return token;
    }

    /** Looks again at the next use: the node failed, or is another one by now. */
    public void doubt() {
        seen = Optional.empty();
    }

    private URI node() {
        return settings.rpcUrl.orElseThrow(() -> PaymentProblem.NO_CHAIN.because(
                "No chain is configured (cc.payment.rpc-url): only what is free is bid for here"));
    }

    private Token checked(Token token) {
        var self = token.self();
        var domain = token.domain();
        require(self.chainId() == domain.chainId(), "eth_chainId is %d, not %d", self.chainId(), domain.chainId());
        require(
                self.separator().equals(domain.separator().value()),
                "DOMAIN_SEPARATOR of %s is %s; name %s and version %s make %s",
                domain.token(),
                self.separator(),
                domain.name(),
                domain.version(),
                domain.separator());
        require(
                self.decimals() == settings.decimals(),
                "%s has %d decimals, not %d",
                domain.token(),
                self.decimals(),
                settings.decimals());
        requireTheLedgersChain(self.genesis());
        return token;
    }

    private void requireTheLedgersChain(Word genesis) {
        var ours = store.adopt(settings.network(), genesis);
        if (ours.equals(genesis)) {
            return;
        }
        require(isLocal(), "its genesis block is %s, the ledger's is %s", genesis, ours);
        store.startOver(settings.network(), genesis);
    }

    /** Only a chain on this machine is ever thrown away and started anew. */
    private boolean isLocal() {
        var host = String.valueOf(node().getHost());
        return host.equals("127.0.0.1") || host.equals("localhost");
    }

    private static void require(boolean right, String what, Object... arguments) {
        if (!right) {
            throw refusal(what, arguments);
        }
    }

    private static ProblemException refusal(String what, Object... arguments) {
        return PaymentProblem.CHAIN_REFUSED.because("The chain is not the one configured: " + what, arguments);
    }
}

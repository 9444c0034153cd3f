package org.computecontracts.payment.seller;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.time.Clock;
import java.util.Optional;
import org.computecontracts.payment.chain.GasAccount;
import org.computecontracts.payment.chain.PaymentSettings;
import org.computecontracts.payment.evm.Authorization;
import org.computecontracts.payment.evm.Simulation;
import org.computecontracts.payment.evm.Token;
import org.computecontracts.payment.wire.PaymentPayload;
import org.computecontracts.payment.wire.Requirement;
import org.computecontracts.payment.wire.Resource;

/** Holds a payment against our own demand, before anything is bound or sent: shape first, then signature. */
@ApplicationScoped
public class PaymentVerifier {
    @Inject
    PaymentSettings settings;

    @Inject
    GasAccount gas;

    @Inject
    Clock clock;

    /** Why it does not pay what is asked; empty when it does, whatever the chain will say. */
    Optional<Refusal> refusal(PaymentPayload payment, Requirement asked, String resource, Token token) {
        return terms(payment, asked, resource).or(() -> signature(payment, token));
    }

    private static Optional<Refusal> terms(PaymentPayload payment, Requirement asked, String resource) {
        var a = payment.authorization();
        if (!payment.scheme().equals(asked.scheme())) {
            return no("unsupported_scheme", "Only the scheme %s is taken", asked.scheme());
        }
        if (!payment.network().equals(asked.network())) {
            return no("invalid_network", "It is for %s, asked is %s", payment.network(), asked.network());
        }
        if (payment.accepted()
                .filter(accepted -> !accepted.asksTheSameAs(asked))
                .isPresent()) {
            return no("invalid_payment_requirements", "It accepts other terms than those asked");
        }
        if (payment.resource().filter(url -> !Resource.same(url, resource)).isPresent()) {
            return no("invalid_payload", "It is for %s", payment.resource().orElse(""));
        }
        if (!a.to().value().equalsIgnoreCase(asked.payTo())) {
            return no("invalid_exact_evm_payload_recipient_mismatch", "It pays %s, not %s", a.to(), asked.payTo());
        }
        if (!a.value().equals(asked.amount())) {
            return no(
                    "invalid_exact_evm_payload_authorization_value_mismatch",
                    "It pays %s, asked is %s",
                    a.value(),
                    asked.amount());
        }
        return Optional.empty();
    }

    private Optional<Refusal> signature(PaymentPayload payment, Token token) {
        var signer = payment.signature().signer(token.domain().digest(payment.authorization()));
        if (signer.filter(payment.authorization().from()::equals).isPresent()) {
            return Optional.empty();
        }
        if (payment.signature().needsDeployment()) {
            return no("eip6492_factory_not_allowed", "The wallet has to be deployed first");
        }
        return byContract(payment, token)
                ? Optional.empty()
                : no(
                        "invalid_exact_evm_payload_signature",
                        "It is not signed by %s",
                        payment.authorization().from());
    }

    /** Only the wallet itself can tell whether a contract's signature is good (ERC-1271). */
    private boolean byContract(PaymentPayload payment, Token token) {
        var a = payment.authorization();
        return token.node().hasCode(a.from())
                && token.simulate(
                                a,
                                token.transfer(a, payment.signature()),
                                gas.key().address())
                        .revert()
                        .isEmpty();
    }

    /** What the chain says against carrying it out, in the words and the order of the reference facilitator. */
    Optional<String> onChain(Authorization a, Simulation simulation) {
        // A quiet chain's latest block may be old; a test's may be ahead.
        var now = Math.max(
                clock.instant().getEpochSecond(), simulation.latest().time().getEpochSecond());
        if (simulation.consumed()) {
            return Optional.of(Refusal.USED_ELSEWHERE);
        }
        if (a.validBefore()
                        .compareTo(
                                BigInteger.valueOf(now + settings.settleBudget().toSeconds()))
                < 0) {
            return Optional.of("invalid_exact_evm_payload_authorization_valid_before");
        }
        if (a.validAfter().compareTo(BigInteger.valueOf(now)) > 0) {
            return Optional.of("invalid_exact_evm_payload_authorization_valid_after");
        }
        if (simulation.balance().compareTo(a.value()) < 0) {
            return Optional.of("insufficient_funds");
        }
        return simulation.revert().map(reason -> "invalid_exact_evm_transaction_simulation_failed");
    }

    private static Optional<Refusal> no(String reason, String message, Object... arguments) {
        return Optional.of(new Refusal(reason, arguments.length == 0 ? message : message.formatted(arguments)));
    }
}

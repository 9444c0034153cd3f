package org.computecontracts.payment.payer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.Vault;
import org.computecontracts.kernel.http.HttpAnswer;
import org.computecontracts.kernel.http.HttpRequest;
import org.computecontracts.kernel.http.SafeHttp;
import org.computecontracts.payment.Limits;
import org.computecontracts.payment.PaymentOrder;
import org.computecontracts.payment.PaymentProblem;
import org.computecontracts.payment.wire.Malformed;
import org.computecontracts.payment.wire.PaymentRequired;

/**
 * Pays what a signed bid asks for, once. An order has one signed authorization at a time: the same header is sent again
 * until the paid answer is there, and a new one is signed only when the chain says that the former can never be used.
 */
@ApplicationScoped
public class Payments {
    private static final Logger LOG = Logger.getLogger(Payments.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration TOO_LATE = Duration.ofSeconds(30);

    @Inject
    SafeHttp http;

    @Inject
    Vault vault;

    @Inject
    Reconciliation reconciliation;

    @Inject
    OutgoingStore outgoing;

    @Inject
    PaymentSigner paymentSigner;

    @Inject
    Clock clock;

    /**
     * The paid answer; without a body where the money moved and the answer was lost. Safe to repeat: PAYMENT_PENDING means
     * ask again later, with the same order. DEMAND_DIFFERS, OVER_LIMIT or INSUFFICIENT_FUNDS before anything is signed;
     * PAYMENT_REFUSED when the seller said no and what was signed can no longer be used.
     */
    public Paid pay(TenantId tenant, PaymentOrder order) {
        var known = outgoing.latest(tenant, order.accept()).map(this::lookedUpOnceExpired);
        if (known.isEmpty()) {
            return ask(tenant, order);
        }
        var payment = known.get();
        return switch (payment.state()) {
            case PAID, GIVEN -> payment.paid();
            case SIGNED, PRESENTED, TAKEN -> present(payment, order);
            case EXPIRED -> {
                payment.requireNotRefused();
                yield ask(tenant, order);
            }
        };
    }

    /** Whether this accept has been paid, or what was signed for it may still be used. Nothing is signed or sent. */
    public boolean isCommitted(TenantId tenant, StrongRef accept) {
        return outgoing.live(tenant, accept)
                .map(this::lookedUpOnceExpired)
                .filter(payment -> payment.state() != OutgoingState.EXPIRED)
                .isPresent();
    }

    /** What this tenant lets itself spend. */
    public Limits limits(TenantId tenant) {
        return paymentSigner.limits(tenant);
    }

    public void change(TenantId tenant, Limits limits) {
        paymentSigner.change(tenant, limits);
    }

    private Outgoing lookedUpOnceExpired(Outgoing payment) {
        return payment.state() != OutgoingState.EXPIRED
                        && !payment.isAnswered()
                        && payment.mayHaveExpired(clock.instant())
                ? reconciliation.look(payment)
                : payment;
    }

    private Paid ask(TenantId tenant, PaymentOrder order) {
        var answer = http.send(HttpRequest.get(order.url()).within(PATIENCE));
        if (answer.status() == 402) {
            var demand = demand(answer);
            var chosen = Comparison.agreed(demand, order.expected());
            return present(paymentSigner.sign(tenant, order, demand, chosen), order);
        }
        if (answer.status() == 202 || (!answer.ok() && SellerAnswer.isPending(answer))) {
            throw PaymentProblem.PAYMENT_PENDING.because("The seller is still settling a payment for this order");
        }
        var free = answer.orFail().json();
        return new Paid(order.expected().network(), "", false, "", BigInteger.ZERO, free);
    }

    private static PaymentRequired demand(HttpAnswer answer) {
        try {
            return PaymentRequired.read(answer);
        } catch (Malformed e) {
            throw PaymentProblem.DEMAND_DIFFERS
                    .because("The seller's demand is not x402: %s", e.reason())
                    .causedBy(e);
        }
    }

    private Paid present(Outgoing payment, PaymentOrder order) {
        if (!payment.url().equals(order.url().toString())) {
            throw PaymentProblem.DEMAND_DIFFERS.because(
                    "This order was paid at %s, it cannot move to %s", payment.url(), order.url());
        }
        outgoing.change(payment.tenant(), payment.id(), o -> o.sent(clock.instant()));
        var said = shown(payment);
        return said.bought().isPresent() ? keep(payment, said, said.bought().get()) : unanswered(payment, said);
    }

    private SellerAnswer shown(Outgoing payment) {
        var header = vault.openText(payment.headerSealed(), Outgoing.purpose(payment.id()));
        try {
            return SellerAnswer.of(http.send(HttpRequest.get(URI.create(payment.url()))
                    .header(payment.x402().paymentHeader(), header)
                    .within(PATIENCE)));
        } catch (ProblemException e) {
            LOG.log(Level.FINE, "The seller of payment " + payment.id() + " does not answer", e);
            return SellerAnswer.none();
        }
    }

    /**
     * Whatever the seller says, the chain is asked before anything is given up. Where the money moved the answer is asked
     * for once more, unless the seller refuses; what it bought is then to be found in another way.
     */
    private Paid unanswered(Outgoing shown, SellerAnswer said) {
        // In the last seconds a seller refuses the payment for its age alone, and another one may be signed after it
        var refused = said.refused() && !shown.mayHaveExpired(clock.instant().plus(TOO_LATE));
        outgoing.change(shown.tenant(), shown.id(), o -> o.unanswered(said.why(), refused, clock.instant()));
        var payment = reconciliation.look(shown);
        if (payment.isSettled() && (said.refused() || shown.isSettled())) {
            return payment.paid();
        }
        payment.requireNotRefused();
        throw PaymentProblem.PAYMENT_PENDING.because(
                payment.isSettled()
                        ? "The seller has the money, and its answer did not come: %s".formatted(said.why())
                        : said.refused()
                                ? "The seller does not take the payment: %s. It may still use what was signed until %s"
                                        .formatted(said.why(), payment.expiry())
                                : "The seller is not certain yet: %s".formatted(said.why()));
    }

    private Paid keep(Outgoing payment, SellerAnswer said, ObjectNode body) {
        var kept = outgoing.change(
                payment.tenant(), payment.id(), o -> o.paid(said.transaction(), Json.write(body), clock.instant()));
        return lookedUp(kept).paid();
    }

    private Outgoing lookedUp(Outgoing kept) {
        try {
            return reconciliation.look(kept);
        } catch (ProblemException e) {
            LOG.log(Level.INFO, "Payment {0} is looked up later: {1}", new Object[] {kept.id(), e.detail()});
            return kept;
        }
    }
}

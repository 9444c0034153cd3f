package org.computecontracts.payment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.HttpAnswer;
import org.computecontracts.kernel.HttpRequest;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.SafeHttp;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.Vault;
import org.computecontracts.payment.evm.Fate;
import org.computecontracts.payment.wire.Malformed;
import org.computecontracts.payment.wire.PaymentRequired;
import org.computecontracts.payment.wire.SettleResponse;

/**
 * Pays what a signed bid asks for, once. An order has one signed authorization at a time: the same header is sent again
 * until the paid answer is there, and a new one is signed only when the chain says that the former can never be used.
 */
@ApplicationScoped
public class Payments {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    SafeHttp http;

    @Inject
    Vault vault;

    @Inject
    Chain chain;

    @Inject
    OutgoingStore outgoing;

    @Inject
    Purse purse;

    @Inject
    Event<PaymentEvent> events;

    @Inject
    Clock clock;

    /**
     * The paid answer. Safe to repeat: PAYMENT_PENDING and PAYMENT_REFUSED mean ask again later, with the same order.
     * DEMAND_DIFFERS, OVER_LIMIT or INSUFFICIENT_FUNDS before anything is signed.
     */
    public Paid pay(TenantId tenant, PaymentOrder order) {
        var known = outgoing.live(tenant, order.accept()).flatMap(this::unlessExpired);
        if (known.isPresent() && known.get().state() == OutgoingState.PAID) {
            return known.get().paid();
        }
        return known.isPresent() ? present(known.get(), order) : ask(tenant, order);
    }

    /** Whether this accept has been paid, or what was signed for it may still be used. Nothing is signed or sent. */
    public boolean isCommitted(TenantId tenant, StrongRef accept) {
        return outgoing.live(tenant, accept).flatMap(this::unlessExpired).isPresent();
    }

    /** What this tenant lets itself spend. */
    public Limits limits(TenantId tenant) {
        return purse.limits(tenant);
    }

    public void change(TenantId tenant, Limits limits) {
        purse.change(tenant, limits);
    }

    private Optional<Outgoing> unlessExpired(Outgoing payment) {
        if (payment.state() == OutgoingState.PAID || !payment.mayHaveExpired(clock.instant())) {
            return Optional.of(payment);
        }
        var unusable = switch (chain.token().fate(payment.authorization(), payment.fromBlock())) {
            case Fate.Used used -> false;
            case Fate.LongGone gone -> false;
            case Fate.Canceled canceled -> true;
            case Fate.Open open -> Settlement.passed(payment.authorization(), open.at());
        };
        if (!unusable) {
            return Optional.of(payment);
        }
        outgoing.change(payment.tenant(), payment.id(), o -> o.expired(clock.instant()));
        return Optional.empty();
    }

    private Paid ask(TenantId tenant, PaymentOrder order) {
        var answer = http.send(HttpRequest.get(order.url()).within(PATIENCE));
        if (answer.status() == 402) {
            var demand = demand(answer);
            var chosen = Comparison.agreed(demand, order.expected());
            return present(purse.sign(tenant, order, demand, chosen), order);
        }
        if (isPending(answer)) {
            throw PaymentProblem.PAYMENT_PENDING.because("The seller is still settling a payment for this order");
        }
        var free = answer.orFail().json();
        return new Paid(order.expected().network(), "", "", BigInteger.ZERO, free);
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
        var answer = sent(payment);
        if (answer.ok()) {
            return keep(payment, answer);
        }
        var why = SettleResponse.in(answer).map(SettleResponse::errorReason).orElse("HTTP " + answer.status());
        outgoing.change(payment.tenant(), payment.id(), o -> o.refused(why, clock.instant()));
        if (isPending(answer)) {
            throw PaymentProblem.PAYMENT_PENDING.because("The seller is not certain yet: %s", why);
        }
        throw PaymentProblem.PAYMENT_REFUSED.because("The seller does not take the payment: %s", why);
    }

    private HttpAnswer sent(Outgoing payment) {
        var header = vault.openText(payment.headerSealed(), Outgoing.purpose(payment.id()));
        try {
            return http.send(HttpRequest.get(URI.create(payment.url()))
                    .header(payment.x402().paymentHeader(), header)
                    .within(PATIENCE));
        } catch (ProblemException e) {
            throw PaymentProblem.PAYMENT_PENDING
                    .because("The seller did not answer; the same payment will be shown again")
                    .causedBy(e);
        }
    }

    private Paid keep(Outgoing payment, HttpAnswer answer) {
        var body = answer.json();
        var transaction = SettleResponse.in(answer)
                .filter(SettleResponse::success)
                .map(SettleResponse::transaction)
                .orElse("");
        var kept = outgoing.change(
                payment.tenant(), payment.id(), o -> o.paid(transaction, Json.write(body), clock.instant()));
        var paid = kept.payment();
        events.fireAsync(new PaymentEvent.PaidFor(payment.tenant(), paid.accept()));
        return kept.paid();
    }

    private static boolean isPending(HttpAnswer answer) {
        return answer.status() == 202 || answer.status() >= 500 || answer.status() == 429;
    }
}

package org.computecontracts.payment.seller;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.payment.Payment;
import org.computecontracts.payment.PaymentProblem;
import org.computecontracts.payment.Terms;
import org.computecontracts.payment.chain.Chain;
import org.computecontracts.payment.chain.PaymentSettings;
import org.computecontracts.payment.wire.Malformed;
import org.computecontracts.payment.wire.PaymentPayload;

/**
 * Lets through who has paid: settles before it does, and takes one payment an accept. A payment that may have moved money
 * is never answered with 402, since an honest client would pay again.
 */
@ApplicationScoped
public class Paywall {
    @Inject
    PaymentSettings settings;

    @Inject
    Chain chain;

    @Inject
    ChargeStore charges;

    @Inject
    PaymentVerifier paymentVerifier;

    @Inject
    AuthorizationBindings authorizationBindings;

    @Inject
    SettlementWait settlementWait;

    @Inject
    Clock clock;

    /** NO_CHAIN, CHAIN_REFUSED or CHAIN_UNAVAILABLE when nothing can be asked for now; what is paid is answered even then. */
    public PaywallAnswer ask(TenantId seller, PaywallRequest request) {
        if (charges.live(seller, request.accept()).filter(Charge::isSettled).isPresent()) {
            return look(seller, request);
        }
        var quote = Quote.of(request, settings);
        try {
            var payment = PaymentPayload.in(request.headers());
            return payment.isPresent() ? pay(seller, request, quote, payment.get()) : look(seller, request);
        } catch (Malformed e) {
            return quote.demand(400, "invalid_payload: " + e.reason());
        }
    }

    /** What is answered to who shows no payment: nothing is bound, and nothing moves. */
    public PaywallAnswer look(TenantId seller, PaywallRequest request) {
        var quote = Quote.of(request, settings);
        return charges.live(seller, request.accept())
                .map(charge -> answer(charge, quote))
                .orElseGet(() -> firstDemand(request, quote));
    }

    /** The payment of this accept, when it is settled or under way. */
    public Optional<Payment> find(TenantId seller, StrongRef accept) {
        return charges.live(seller, accept).flatMap(Charge::payment);
    }

    /** Whether the payment of this accept is settled: until then nothing is delivered for it. */
    public boolean isSettled(TenantId seller, StrongRef accept) {
        return charges.live(seller, accept).filter(Charge::isSettled).isPresent();
    }

    /** What the chain took back of a payment of this accept, and has not given again. */
    public Optional<Undone> undone(TenantId seller, StrongRef accept) {
        return charges.undone(seller, accept)
                .filter(charge -> !isSettled(seller, accept))
                .map(charge -> new Undone(
                        charge.undoneAt().orElseThrow(),
                        charges.live(seller, accept).isEmpty()));
    }

    /** Why nothing can be asked for now; empty when the paywall is open. Where there is no chain, bids are free. */
    public Optional<String> closedBecause() {
        try {
            chain.settling();
            return Optional.empty();
        } catch (ProblemException e) {
            return Optional.of(e.detail());
        }
    }

    /** What was paid for has been delivered. Safe to repeat. */
    public void delivered(TenantId seller, StrongRef accept) {
        charges.live(seller, accept)
                .ifPresent(charge -> charges.change(seller, charge.id(), c -> c.delivered(clock.instant())));
    }

    /** What was paid for cannot be delivered: the books show that the money has to go back. */
    public void owesRefund(TenantId seller, StrongRef accept, String why) {
        charges.live(seller, accept).ifPresent(charge -> charges.change(seller, charge.id(), c -> c.owesRefund(why)));
    }

    private PaywallAnswer firstDemand(PaywallRequest request, Quote quote) {
        requireOurChain(request.terms());
        chain.settling();
        return quote.demand(402, "PAYMENT-SIGNATURE or X-PAYMENT header is required");
    }

    private PaywallAnswer pay(TenantId seller, PaywallRequest request, Quote quote, PaymentPayload payment) {
        requireOurChain(request.terms());
        var token = chain.settling();
        var payer = payment.authorization().from().checksummed();
        var resource = request.resource().toString();
        var accept = Optional.of(request.accept());
        if (!authorizationBindings.isUnderWay(seller, accept, resource, payment, token)) {
            var refusal = paymentVerifier.refusal(payment, quote.requirement(), resource, token);
            if (refusal.isPresent()) {
                return quote.refusal(payment.version(), refusal.get(), payer);
            }
        }
        return authorizationBindings
                .bind(seller, accept, resource, payment, token)
                .map(charge -> answer(settlementWait.settle(charge), quote))
                .orElseGet(() -> quote.elsewhere(payment.version(), payer));
    }

    private static PaywallAnswer answer(Charge charge, Quote quote) {
        var version = charge.x402();
        if (charge.isLost()) {
            var payer = charge.authorization().from().checksummed();
            return charge.reason().equals(Refusal.USED_ELSEWHERE)
                    ? quote.elsewhere(version, payer)
                    : quote.refusal(version, Refusal.of(charge), payer);
        }
        return charge.payment()
                .filter(payment -> charge.isSettled())
                .map(payment -> Quote.settled(charge, payment))
                .orElseGet(() -> Quote.pending(charge, version));
    }

    private void requireOurChain(Terms terms) {
        if (!terms.network().equals(settings.network()) || !terms.asset().equalsIgnoreCase(settings.asset())) {
            throw PaymentProblem.TERMS_INVALID.because(
                    "%s on %s cannot be settled here, only %s on %s",
                    terms.asset(), terms.network(), settings.asset(), settings.network());
        }
    }
}

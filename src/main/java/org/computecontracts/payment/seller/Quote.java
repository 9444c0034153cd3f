package org.computecontracts.payment.seller;

import java.util.HashMap;
import java.util.Map;
import org.computecontracts.kernel.Json;
import org.computecontracts.payment.Payment;
import org.computecontracts.payment.chain.PaymentSettings;
import org.computecontracts.payment.evm.Word;
import org.computecontracts.payment.wire.PaymentRequired;
import org.computecontracts.payment.wire.Requirement;
import org.computecontracts.payment.wire.Resource;
import org.computecontracts.payment.wire.SettleResponse;
import org.computecontracts.payment.wire.Version;

/** What one accept costs, said in both versions of x402 at once; the same words every time it is asked. */
record Quote(Resource resource, Requirement requirement) {
    private static final Map<String, String> FOR_EVERYONE = Map.of(
            "Cache-Control",
            "private, no-store",
            "Access-Control-Expose-Headers",
            "PAYMENT-REQUIRED, PAYMENT-RESPONSE, X-PAYMENT-RESPONSE");

    static Quote of(PaywallRequest request, PaymentSettings settings) {
        var terms = request.terms();
        return new Quote(
                Resource.json(request.resource().toString(), "Pay for compute contract"),
                new Requirement(
                        Requirement.EXACT,
                        terms.network(),
                        terms.amount(),
                        terms.asset(),
                        terms.payTo(),
                        Math.toIntExact(settings.validity().toSeconds()),
                        terms.assetName(),
                        terms.assetVersion()));
    }

    /** Nothing was paid. */
    PaywallAnswer demand(int status, String error) {
        return new PaywallAnswer.Demand(
                status,
                with(Map.of(
                        "Content-Type",
                        "application/json",
                        PaymentRequired.HEADER,
                        PaymentRequired.header(resource, requirement, error))),
                PaymentRequired.body(resource, requirement, error));
    }

    /** What came was looked at and refused; no money moved. */
    PaywallAnswer refusal(Version version, Refusal refusal, String payer) {
        var demand = demand(402, refusal.reason());
        var response = SettleResponse.refused(requirement.network(), payer, refusal.reason(), refusal.message());
        var headers = new HashMap<>(demand.headers());
        headers.putAll(response.header(version));
        return new PaywallAnswer.Demand(402, headers, PaymentRequired.body(resource, requirement, refusal.reason()));
    }

    /** The authorization bought something else, or is about to: no demand, for the payer did pay. */
    PaywallAnswer elsewhere(Version version, String payer) {
        var response = SettleResponse.refused(
                requirement.network(),
                payer,
                Refusal.USED_ELSEWHERE,
                "This authorization was used, or is bound, for something else");
        return new PaywallAnswer.Demand(
                409,
                with(join(Map.of("Content-Type", "application/json"), response.header(version))),
                Json.write(response.written(version)));
    }

    static PaywallAnswer pending(Charge charge, Version version) {
        var response = SettleResponse.pending(
                charge.transaction().map(Word::value).orElse(""),
                charge.network(),
                charge.authorization().from().checksummed());
        return new PaywallAnswer.Pending(
                with(join(Map.of("Content-Type", "application/json", "Retry-After", "2"), response.header(version))),
                Json.write(response.written(version)));
    }

    static PaywallAnswer settled(Charge charge, Payment payment) {
        var response = SettleResponse.settled(payment.transaction(), payment.network(), payment.payer());
        return new PaywallAnswer.Settled(payment, with(response.header(charge.x402())));
    }

    private static Map<String, String> with(Map<String, String> more) {
        return join(FOR_EVERYONE, more);
    }

    private static Map<String, String> join(Map<String, String> some, Map<String, String> more) {
        var all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }
}

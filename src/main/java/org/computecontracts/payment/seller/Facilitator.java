package org.computecontracts.payment.seller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.payment.PaymentProblem;
import org.computecontracts.payment.chain.Chain;
import org.computecontracts.payment.chain.GasAccount;
import org.computecontracts.payment.chain.PaymentSettings;
import org.computecontracts.payment.evm.Word;
import org.computecontracts.payment.wire.FacilitatorRequest;
import org.computecontracts.payment.wire.Malformed;
import org.computecontracts.payment.wire.SettleResponse;
import org.computecontracts.payment.wire.Version;

/**
 * Verifies and settles for a tenant's own x402 servers, with the ledger and the gas account of the paywall (x402,
 * facilitator interface).
 */
@ApplicationScoped
public class Facilitator {
    private static final Duration DAY = Duration.ofHours(24);

    @Inject
    PaymentSettings settings;

    @Inject
    Chain chain;

    @Inject
    GasAccount gas;

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

    /** What can be settled here now: nothing, while the chain is not as it should be. */
    public ObjectNode supported() {
        var answer = Json.object();
        var kinds = answer.putArray("kinds");
        answer.putArray("extensions");
        var signers = answer.putObject("signers");
        if (isReady()) {
            for (var version : Version.values()) {
                kinds.addObject()
                        .put("x402Version", version.number())
                        .put("scheme", "exact")
                        .put("network", version.written(settings.network()));
            }
            signers.putArray("eip155:*").add(gas.key().address().checksummed());
        }
        return answer;
    }

    private boolean isReady() {
        try {
            chain.settling();
            return true;
        } catch (ProblemException e) {
            return false;
        }
    }

    public ObjectNode verify(JsonNode json) {
        var request = read(json);
        var a = request.payment().authorization();
        var answer = Json.object().put("isValid", true).put("payer", a.from().checksummed());
        refusal(request)
                .ifPresent(refusal -> answer.put("isValid", false)
                        .put("invalidReason", refusal.reason())
                        .put("invalidMessage", refusal.message()));
        return answer;
    }

    /** Safe to repeat: the same payment is settled once and answered the same. */
    public ObjectNode settle(TenantId tenant, JsonNode json) {
        var request = read(json);
        var token = chain.settling();
        var payment = request.payment();
        var payer = payment.authorization().from().checksummed();
        if (!authorizationBindings.isUnderWay(tenant, Optional.empty(), request.resource(), payment, token)) {
            var refusal = refusal(request);
            if (refusal.isPresent()) {
                return SettleResponse.refused(
                                payment.network(),
                                payer,
                                refusal.get().reason(),
                                refusal.get().message())
                        .written(payment.version());
            }
            requireWithinTheDay(tenant);
        }
        return authorizationBindings
                .bind(tenant, Optional.empty(), request.resource(), payment, token)
                .map(charge -> response(settlementWait.settle(charge), payer))
                .orElseGet(() -> SettleResponse.refused(payment.network(), payer, Refusal.USED_ELSEWHERE, ""))
                .written(payment.version());
    }

    private static SettleResponse response(Charge charge, String payer) {
        var transaction = charge.transaction().map(Word::value).orElse("");
        if (charge.isSettled()) {
            return SettleResponse.settled(transaction, charge.network(), payer);
        }
        return charge.isLost()
                ? SettleResponse.refused(
                        charge.network(), payer, Refusal.of(charge).reason(), "")
                : SettleResponse.pending(transaction, charge.network(), payer);
    }

    private Optional<Refusal> refusal(FacilitatorRequest request) {
        var token = chain.settling();
        var payment = request.payment();
        var asked = request.requirement();
        if (!asked.network().equals(settings.network()) || !asked.asset().equalsIgnoreCase(settings.asset())) {
            return Optional.of(new Refusal(
                    "invalid_payment_requirements",
                    "Only %s on %s is settled here".formatted(settings.asset(), settings.network())));
        }
        return paymentVerifier
                .refusal(payment, asked, request.resource(), token)
                .or(() -> paymentVerifier
                        .onChain(
                                payment.authorization(),
                                token.simulate(
                                        payment.authorization(),
                                        token.transfer(payment.authorization(), payment.signature()),
                                        gas.key().address()))
                        .map(reason -> new Refusal(reason, "")));
    }

    private static FacilitatorRequest read(JsonNode json) {
        try {
            return FacilitatorRequest.read(json);
        } catch (Malformed e) {
            throw PaymentProblem.PAYMENT_MALFORMED.because(e.reason()).causedBy(e);
        }
    }

    private void requireWithinTheDay(TenantId tenant) {
        if (charges.facilitated(tenant, clock.instant().minus(DAY)) >= settings.facilitatedPerDay()) {
            throw PaymentProblem.FACILITATOR_LIMIT.because(
                    "%d settlements a day are carried out for a tenant", settings.facilitatedPerDay());
        }
    }
}

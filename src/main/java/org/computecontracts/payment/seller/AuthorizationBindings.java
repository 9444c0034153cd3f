package org.computecontracts.payment.seller;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.Vault;
import org.computecontracts.payment.chain.Offer;
import org.computecontracts.payment.chain.PaymentSettings;
import org.computecontracts.payment.evm.Token;
import org.computecontracts.payment.wire.PaymentPayload;

/** Binds an authorization to the one thing it may pay for. */
@ApplicationScoped
public class AuthorizationBindings {
    @Inject
    PaymentSettings settings;

    @Inject
    ChargeStore charges;

    @Inject
    Vault vault;

    @Inject
    Clock clock;

    /** The charge it is bound to; empty when it is bound to something else, here or at another tenant. */
    Optional<Charge> bind(
            TenantId tenant, Optional<StrongRef> accept, String resource, PaymentPayload payment, Token token) {
        var known = known(tenant, payment, token);
        if (known.isPresent()) {
            return known.filter(charge -> charge.isFor(accept, resource))
                    .map(charge -> charge.isLost() ? again(charge, resource, payment, token) : charge);
        }
        var offer = offer(UUID.randomUUID(), tenant, accept, resource, payment, token);
        charges.reserve(offer, clock.instant());
        // Whoever was first: the charge that is there now is the one to follow.
        return known(tenant, payment, token)
                .filter(charge -> charge.isFor(accept, resource))
                .or(() -> accept.flatMap(ref -> charges.live(tenant, ref)));
    }

    /** Shown before and not lost: it is followed, not judged again, for by now the chain may count it as used. */
    boolean isUnderWay(
            TenantId tenant, Optional<StrongRef> accept, String resource, PaymentPayload payment, Token token) {
        return known(tenant, payment, token)
                .filter(charge -> charge.isFor(accept, resource) && !charge.isLost())
                .isPresent();
    }

    private Optional<Charge> known(TenantId tenant, PaymentPayload payment, Token token) {
        return charges.with(tenant, payment.network(), token.domain().token(), payment.authorization());
    }

    /** Unless another authorization pays for the same accept by now. */
    private Charge again(Charge charge, String resource, PaymentPayload payment, Token token) {
        var other = charge.accept().flatMap(accept -> charges.live(charge.tenant(), accept));
        if (other.isPresent()) {
            return other.get();
        }
        var offer = offer(charge.id(), charge.tenant(), charge.accept(), resource, payment, token);
        return charges.change(charge.tenant(), charge.id(), c -> c.offeredAgain(offer, clock.instant()));
    }

    private Offer offer(
            UUID id,
            TenantId tenant,
            Optional<StrongRef> accept,
            String resource,
            PaymentPayload payment,
            Token token) {
        return new Offer(
                id,
                tenant,
                accept,
                resource,
                payment.version().number(),
                payment.network(),
                token.domain(),
                payment.authorization(),
                vault.sealText(payment.signature().value(), Charge.purpose(id)),
                token.node().latest().number() + 1);
    }
}

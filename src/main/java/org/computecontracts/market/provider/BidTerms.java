package org.computecontracts.market.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.compute.Builder;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.market.protocol.MarketSettings;
import org.computecontracts.market.protocol.Publications;
import org.computecontracts.payment.PaymentProblem;
import org.computecontracts.payment.chain.PaymentSettings;
import org.computecontracts.payment.wallet.Wallets;

/** What a provider asks for a builder, as the bids.* record of a bid (market protocol section 1.3). */
@ApplicationScoped
class BidTerms {
    @Inject
    Publications publications;

    @Inject
    PaymentSettings money;

    @Inject
    Wallets wallets;

    @Inject
    MarketSettings settings;

    /** TERMS_INVALID where nobody could pay the price: what costs something is not given away. */
    RepoRecord publish(TenantId provider, UUID contract, Builder builder) {
        var purpose = "terms " + contract + " " + builder.id();
        if (builder.price().signum() == 0) {
            return publications.publishSigned(provider, purpose, MarketNsid.BIDS_FREE, BidTerms::free);
        }
        if (!money.hasChain()) {
            throw PaymentProblem.TERMS_INVALID.because(
                    "The builder %s asks for %s %s, and this portal has no chain to be paid on",
                    builder.name(), builder.price().toPlainString(), builder.currency());
        }
        return publications.publishSigned(provider, purpose, MarketNsid.BIDS_X402, () -> x402(provider, builder));
    }

    private static ObjectNode free() {
        return Json.object().put("reason", "free of charge");
    }

    private ObjectNode x402(TenantId provider, Builder builder) {
        var terms = money.terms(
                builder.price(), builder.currency(), wallets.of(provider).address());
        return Json.object()
                .put("cost", builder.price().toPlainString())
                .put("currency", builder.currency())
                .put("frequency", builder.frequency())
                .put("prepay", true)
                .put("url", settings.settlement().toString())
                .put("network", terms.network())
                .put("asset", terms.asset())
                .put("payTo", terms.payTo());
    }
}

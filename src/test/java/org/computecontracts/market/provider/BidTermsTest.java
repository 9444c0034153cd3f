package org.computecontracts.market.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.compute.Builder;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.market.protocol.Publications;
import org.computecontracts.payment.chain.PaymentSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BidTermsTest {
    private static final TenantId BOB = new TenantId(UUID.randomUUID());

    private final List<Nsid> published = new ArrayList<>();
    private final BidTerms tariffs = new BidTerms();

    BidTermsTest() {
        tariffs.money = new PaymentSettings();
        tariffs.publications = new Publications() {
            @Override
            @Nullable
            public RepoRecord publishSigned(
                    TenantId tenant, String purpose, Nsid collection, Supplier<ObjectNode> record) {
                published.add(collection);
                return null;
            }
        };
    }

    @Test
    void whatCostsSomethingIsNotGivenAwayWhereThereIsNoChain() {
        assertThatThrownBy(() -> tariffs.publish(BOB, UUID.randomUUID(), builder("0.05")))
                .hasMessageContaining("box asks for 0.05 USDC")
                .hasMessageContaining("no chain");
        assertThat(published).isEmpty();
    }

    @Test
    void whatIsFreeNeedsNoChain() {
        var unused = tariffs.publish(BOB, UUID.randomUUID(), builder("0.000000"));

        assertThat(published).containsExactly(MarketNsid.BIDS_FREE);
    }

    private static Builder builder(String price) {
        return new Builder(
                UUID.randomUUID(), "box", "sandbox", 2, "2G", "8G", new BigDecimal(price), "USDC", "once", true);
    }
}

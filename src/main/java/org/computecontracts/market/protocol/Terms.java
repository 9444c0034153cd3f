package org.computecontracts.market.protocol;

import static org.computecontracts.market.protocol.MarketProblem.RECORD_INVALID;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.payment.chain.PaymentSettings;

/** What a bid costs, read through its bids.* record (market protocol section 1.3). A free bid costs 0. */
public record Terms(BigDecimal cost, String currency, String frequency, boolean prepay, RepoRecord record) {
    private static final BigDecimal MOST = new BigDecimal("1000000000");

    public static Terms of(RepoRecord record) {
        if (record.uri().collection().equals(MarketNsid.BIDS_FREE)) {
            return new Terms(BigDecimal.ZERO, "USDC", "one-time", false, record);
        }
        if (!record.uri().collection().equals(MarketNsid.BIDS_X402)) {
            throw RECORD_INVALID.because(
                    "%s holds no terms we know", record.uri().value());
        }
        return new Terms(
                cost(record),
                record.text("currency"),
                record.text("frequency"),
                record.json().path("prepay").asBoolean(false),
                record);
    }

    /** What is to be paid by x402: network, asset and payee that the bid names must be those we pay with. */
    public org.computecontracts.payment.Terms payable(PaymentSettings money) {
        var payTo = record.optionalText("payTo")
                .orElseThrow(() ->
                        RECORD_INVALID.because("%s names no payee", record.uri().value()));
        var payable = money.terms(cost, currency, payTo);
        agree("network", payable.network());
        agree("asset", payable.asset());
        return payable;
    }

    /** Where this accept is settled; ENDPOINT_MISSING or RECORD_INVALID when the terms say nothing that is of use. */
    public URI settlement(StrongRef accept) {
        var base = record.optionalText("url")
                .orElseThrow(() -> MarketProblem.ENDPOINT_MISSING.because(
                        "%s names no settlement URL", record.uri().value()));
        try {
            var url = new URI(base.replaceAll("/+$", "") + "/" + accept.uri().value() + "/"
                    + accept.cid().value());
            if (url.getHost() != null) {
                return url;
            }
            throw new URISyntaxException(base, "it names no host");
        } catch (URISyntaxException e) {
            throw RECORD_INVALID
                    .because("%s: url is no settlement URL: %s", record.uri().value(), base)
                    .causedBy(e);
        }
    }

    /** As it will be held against us once it is accepted: nobody should choose what cannot be settled. */
    public void requireUsable(PaymentSettings money) {
        if (!isFree()) {
            settlement(record.ref());
            payable(money);
        }
    }

    private void agree(String field, String ours) {
        record.optionalText(field)
                .filter(named -> !named.equalsIgnoreCase(ours))
                .ifPresent(named -> {
                    throw RECORD_INVALID.because(
                            "%s asks for %s %s, we pay with %s", record.uri().value(), field, named, ours);
                });
    }

    public boolean isFree() {
        return cost.signum() == 0;
    }

    /** What one payment lasts for; empty when it is for the machine, however long. */
    public Optional<Duration> period() {
        return switch (frequency) {
            case "hour", "hourly" -> Optional.of(Duration.ofHours(1));
            case "day", "daily" -> Optional.of(Duration.ofDays(1));
            case "month", "monthly" -> Optional.of(Duration.ofDays(30));
            default -> Optional.empty();
        };
    }

    /** A number or a decimal string: floats do not exist in the data model, but peers differ. */
    private static BigDecimal cost(RepoRecord record) {
        var text = record.json().path("cost").asText("");
        if (!text.matches("[0-9]{1,12}(\\.[0-9]{1,18})?")) {
            throw RECORD_INVALID.because(
                    "%s: cost is not an amount: %s", record.uri().value(), text);
        }
        var cost = new BigDecimal(text);
        if (cost.compareTo(MOST) > 0) {
            throw RECORD_INVALID.because(
                    "%s: cost is out of range", record.uri().value());
        }
        return cost;
    }
}

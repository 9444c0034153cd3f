package org.computecontracts.market;

import static org.computecontracts.market.MarketProblem.RECORD_INVALID;

import java.math.BigDecimal;
import org.computecontracts.atproto.RepoRecord;

/** What a bid costs, read through its bids.* record (market protocol section 1.3). A free bid costs 0. */
record Terms(BigDecimal cost, String currency, String frequency, boolean prepay, RepoRecord record) {
    private static final BigDecimal MOST = new BigDecimal("1000000000");

    static Terms of(RepoRecord record) {
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

    boolean isFree() {
        return cost.signum() == 0;
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

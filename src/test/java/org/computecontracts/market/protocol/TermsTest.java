package org.computecontracts.market.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.Cid;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.payment.PaymentProblem;
import org.computecontracts.payment.chain.PaymentSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TermsTest {
    private static RepoRecord record(Nsid collection, ObjectNode json) {
        json.put("$type", collection.value());
        var uri = new AtUri("at://did:plc:bbbbbbbbbbbbbbbbbbbbbbbb/" + collection.value() + "/1");
        return new RepoRecord(uri, Cid.ofRecord(json), json);
    }

    private static ObjectNode x402(String cost) {
        return Json.object()
                .put("cost", cost)
                .put("currency", "USDC")
                .put("frequency", "monthly")
                .put("prepay", true);
    }

    @Test
    void readsACostAsTextOrAsANumber() {
        assertThat(Terms.of(record(MarketNsid.BIDS_X402, x402("4.00"))).cost()).isEqualByComparingTo("4");
        assertThat(Terms.of(record(MarketNsid.BIDS_X402, x402("1").put("cost", 1)))
                        .cost())
                .isEqualByComparingTo(BigDecimal.ONE);
    }

    @Test
    void takesAFreeBidWithNothingInIt() {
        assertThat(Terms.of(record(MarketNsid.BIDS_FREE, Json.object())).isFree())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1e9", "0x10", "NaN", "1,5", " 1", "99999999999", "1.0000000000000000001"})
    void refusesWhatIsNoAmount(String cost) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Terms.of(record(MarketNsid.BIDS_X402, x402(cost))))
                .extracting(ProblemException::type)
                .isEqualTo(MarketProblem.RECORD_INVALID);
    }

    @Test
    void refusesTermsOfAnotherKind() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Terms.of(record(MarketNsid.VM, x402("1"))))
                .extracting(ProblemException::type)
                .isEqualTo(MarketProblem.RECORD_INVALID);
    }

    @Test
    void settlesAtTheUrlThatItNames() {
        var terms = Terms.of(record(MarketNsid.BIDS_X402, x402("1").put("url", "https://bob.test/ccr/")));
        var accept = record(MarketNsid.ACCEPT, Json.object()).ref();

        assertThat(terms.settlement(accept))
                .hasToString("https://bob.test/ccr/" + accept.uri() + "/"
                        + accept.cid().value());
    }

    /** Nobody should choose, and sign for, what cannot be settled afterwards. */
    @ParameterizedTest
    @ValueSource(strings = {"", "nowhere", "https://", "https://a b/ccr", "mailto:bob@bob.test"})
    void isOfNoUseWithAUrlThatNamesNoPlace(String url) {
        var terms = Terms.of(record(MarketNsid.BIDS_X402, x402("1").put("url", url)));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> terms.requireUsable(new PaymentSettings()))
                .extracting(ProblemException::type)
                .isEqualTo(MarketProblem.RECORD_INVALID);
    }

    @Test
    void isOfNoUseWithAPriceThatCannotBePaid() {
        var terms = Terms.of(record(
                MarketNsid.BIDS_X402,
                x402("0.0000001").put("url", "https://bob.test/ccr").put("payTo", "0x" + "1".repeat(40))));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> terms.requireUsable(new PaymentSettings()))
                .extracting(ProblemException::type)
                .isEqualTo(PaymentProblem.TERMS_INVALID);
    }

    @ParameterizedTest
    @CsvSource({"hour, PT1H", "hourly, PT1H", "day, PT24H", "daily, PT24H", "month, PT720H", "monthly, PT720H"})
    void lastsForAsLongAsItIsPaidFor(String frequency, Duration period) {
        assertThat(Terms.of(record(MarketNsid.BIDS_X402, x402("1").put("frequency", frequency)))
                        .period())
                .contains(period);
        assertThat(Terms.of(record(MarketNsid.BIDS_X402, x402("1").put("frequency", "one-time")))
                        .period())
                .isEmpty();
    }
}

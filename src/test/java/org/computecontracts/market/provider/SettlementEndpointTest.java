package org.computecontracts.market.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.computecontracts.market.contract.Agreement.BOB;
import static org.computecontracts.market.contract.Agreement.ref;
import static org.computecontracts.testing.Injection.inject;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.pds.Pds;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.Settings;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.market.contract.Agreement;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractState;
import org.computecontracts.market.contract.Side;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.market.protocol.MarketProblem;
import org.computecontracts.market.protocol.MarketSettings;
import org.computecontracts.payment.Payment;
import org.computecontracts.payment.chain.PaymentSettings;
import org.computecontracts.payment.seller.Paywall;
import org.computecontracts.payment.seller.PaywallAnswer;
import org.computecontracts.payment.seller.PaywallRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Money is asked for what can be had, and what was paid is delivered or owed back. */
class SettlementEndpointTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final TenantId TENANT = TenantId.random();
    private static final StrongRef TERMS = ref(BOB, MarketNsid.BIDS_X402);

    private final SettlementEndpoint till = new SettlementEndpoint();
    private final Accounts accounts = new Accounts();
    private final Contract contract = Agreement.of(TENANT, Side.PROVIDER, NOW);
    private final StrongRef accept = contract.records().accept().orElseThrow();
    private boolean room = true;
    private boolean underWay;
    private boolean settled;
    private int asked;
    private String booked = "";

    @BeforeEach
    void bobWasAccepted() {
        till.accepts = new AcceptIntake() {
            @Override
            public Contract receive(StrongRef ref) {
                return contract;
            }
        };
        till.rooms = new Rooms() {
            @Override
            void require(Contract wanted) {
                if (!room) {
                    throw MarketProblem.BUILDER_FULL.because("No builder has room");
                }
            }
        };
        till.pds = new Pds() {
            @Override
            public RepoRecord get(StrongRef ref) {
                return record(ref);
            }
        };
        till.money = new PaymentSettings();
        till.settings = new MarketSettings() {
            @Override
            public java.net.URI settlement() {
                return java.net.URI.create("https://bob.test/ccr");
            }
        };
        inject(till.settings, new Settings());
        till.paywall = new Paywall() {
            @Override
            public PaywallAnswer ask(TenantId seller, PaywallRequest request) {
                asked++;
                return new PaywallAnswer.Demand(402, Map.of(), "");
            }

            @Override
            public Optional<Payment> find(TenantId seller, StrongRef accept) {
                return underWay
                        ? Optional.of(new Payment(
                                UUID.randomUUID(), accept, "eip155:1", "", "0x0", BigInteger.ONE, NOW, "MINED", ""))
                        : Optional.empty();
            }

            @Override
            public boolean isSettled(TenantId seller, StrongRef accept) {
                return settled;
            }

            @Override
            public void owesRefund(TenantId seller, StrongRef accept, String why) {
                booked = "owed: " + why;
            }

            @Override
            public void delivered(TenantId seller, StrongRef accept) {
                booked = "delivered";
            }
        };
        accounts.paywall = till.paywall;
        accounts.settlementEndpoint = till;
    }

    @Test
    void asksForMoneyWhileTheRoomIsHeld() {
        assertThat(till.answer(accept, Map.of()).status()).isEqualTo(402);
        assertThat(asked).isOne();
    }

    @Test
    void refusesBeforeMoneyMovesWhenTheRoomIsSold() {
        room = false;

        refuses(MarketProblem.BUILDER_FULL);
        underWay = true;
        assertThat(till.answer(accept, Map.of()).status())
                .as("money may have moved")
                .isEqualTo(402);
    }

    @Test
    void takesNoMoneyForWhatIsOverAndSaysWhy() {
        contract.failed("Nobody paid within PT2H", NOW);
        refuses(MarketProblem.CONTRACT_OVER);
        contract.ended(NOW);
        assertThat(contract.state()).isEqualTo(ContractState.FAILED);

        refuses(MarketProblem.CONTRACT_OVER);
    }

    /** The chain took the payment back for good: the receipt is no reason to ask for another one. */
    @Test
    void takesNoMoneyForWhatEndedUnpaidThoughThereIsAReceipt() {
        paid();
        contract.records().receipt(ref(BOB, MarketNsid.RECEIPT));
        contract.receipted(NOW);
        underWay = false;
        settled = false;
        contract.failed("The chain took the payment back", NOW);

        refuses(MarketProblem.CONTRACT_OVER);
        assertThat(accounts.close(contract)).isTrue();
        assertThat(booked).isEmpty();
    }

    /** Broadcast is not settled: nothing is built for what may still be lost. */
    @Test
    void countsNothingAsPaidThatIsOnlyUnderWay() {
        underWay = true;
        assertThat(till.isSettled(contract)).isFalse();
        assertThat(accounts.close(contract)).isFalse();

        settled = true;
        assertThat(till.isSettled(contract)).isTrue();
    }

    @Test
    void owesWhatWasPaidBeforeThereWasAMachine() {
        paid();
        contract.receipted(NOW);
        contract.end(Side.REQUESTER, NOW);

        assertThat(accounts.close(contract)).isTrue();

        assertThat(booked).isEqualTo("owed: It ended before there was a machine");
    }

    @Test
    void owesWhatWasPaidForABuildThatFailed() {
        paid();
        contract.receipted(NOW);
        contract.failed("The machine could not be made", NOW);

        assertThat(accounts.close(contract)).isTrue();

        assertThat(booked).isEqualTo("owed: The machine could not be made");
    }

    @Test
    void hasDeliveredWhatTheRequesterEnds() {
        ran();
        contract.end(Side.REQUESTER, NOW.plus(Duration.ofMinutes(1)));

        assertThat(accounts.close(contract)).isTrue();

        assertThat(booked).isEqualTo("delivered");
    }

    @Test
    void owesWhatTheProviderEndsBeforeThePaidTimeIsOver() {
        ran();
        contract.end(Side.PROVIDER, NOW.plus(Duration.ofMinutes(59)));

        assertThat(accounts.close(contract)).isTrue();

        assertThat(booked).isEqualTo("owed: The provider ended it early");
    }

    @Test
    void owesNothingWhenThePaidTimeIsOver() {
        ran();
        contract.end(Side.PROVIDER, NOW.plus(Duration.ofMinutes(61)));

        assertThat(accounts.close(contract)).isTrue();

        assertThat(booked).isEqualTo("delivered");
    }

    private void paid() {
        underWay = true;
        settled = true;
        contract.paid(NOW);
    }

    private void ran() {
        paid();
        contract.receipted(NOW);
        contract.running(Optional.empty(), NOW);
    }

    private void refuses(MarketProblem problem) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> till.answer(accept, Map.of()))
                .extracting(ProblemException::type)
                .isEqualTo(problem);
        assertThat(asked).isZero();
    }

    private static RepoRecord record(StrongRef ref) {
        var json = Json.object().put("$type", ref.uri().collection().value());
        json.set("payload", TERMS.toJson());
        json.put("cost", "1").put("currency", "USDC").put("frequency", "hour");
        json.put("payTo", "0x" + "1".repeat(40)).put("url", "https://bob.test/ccr");
        return new RepoRecord(ref.uri(), ref.cid(), json);
    }
}

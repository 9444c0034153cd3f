package org.computecontracts.market.requester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.computecontracts.market.contract.Agreement.ALICE;
import static org.computecontracts.market.contract.Agreement.BOB;
import static org.computecontracts.testing.Injection.defaults;
import static org.computecontracts.testing.Injection.inject;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.Nsid;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.work.AdvisoryLockStore;
import org.computecontracts.market.contract.Agreement;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractState;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.ReceivedBid;
import org.computecontracts.market.contract.StepStore;
import org.computecontracts.market.contract.Steps;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.market.protocol.MarketProblem;
import org.computecontracts.market.protocol.Peers;
import org.computecontracts.market.protocol.PublishedRecords;
import org.computecontracts.payment.PaymentOrder;
import org.computecontracts.payment.PaymentProblem;
import org.computecontracts.payment.chain.PaymentSettings;
import org.computecontracts.payment.payer.Paid;
import org.computecontracts.payment.payer.Payments;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.computecontracts.testing.RecordedEvents;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Market protocol, section 7, as its requester goes about it. */
class SettlementsTest {
    private static final TenantId TENANT = TenantId.random();
    private static final Database database = Database.fresh();

    private final MovingClock clock = new MovingClock();
    private final PublishedRecords records = new PublishedRecords();
    private final Settlements settlements = new Settlements();
    private final List<PaymentOrder> orders = new ArrayList<>();
    private final List<String> submitted = new ArrayList<>();
    private final RepoRecord accept = records.write(ALICE, MarketNsid.ACCEPT, Json.object());
    private ObjectNode answer = Json.object();
    private Optional<StrongRef> receipt = Optional.empty();
    private @Nullable ProblemException refusal;
    private boolean mayBePaid;
    private UUID id = UUID.randomUUID();

    @BeforeEach
    void wire() {
        database.clear();
        settlements.contracts = database.store(ContractStore.class);
        inject(settlements.contracts, database.store(AdvisoryLockStore.class), clock);
        settlements.evidence = records;
        settlements.receipts = new ReceiptVerifier() {
            @Override
            public Optional<StrongRef> find(Contract contract) {
                return receipt;
            }
        };
        settlements.peers = new Peers() {
            @Override
            public ObjectNode call(TenantId tenant, String endpoint, Nsid method, ObjectNode input) {
                submitted.add(method.value() + " to " + endpoint);
                return answer;
            }
        };
        settlements.payments = new Payments() {
            @Override
            public Paid pay(TenantId tenant, PaymentOrder order) {
                orders.add(order);
                if (refusal != null) {
                    throw refusal;
                }
                return new Paid("eip155:84532", "0x1", true, "0x2", BigInteger.TEN, answer);
            }

            @Override
            public boolean isCommitted(TenantId tenant, StrongRef paidFor) {
                return mayBePaid;
            }
        };
        settlements.money = defaults(new PaymentSettings());
        settlements.steps = new Steps();
        inject(settlements.steps, database.store(StepStore.class), new RecordedEvents<>(), clock);
        settlements.clock = clock;
    }

    @Test
    void paysAtTheUrlOfTheBidWhatTheBidSays() {
        accepted(priced("0.05"), Json.object().put("submitAccept", "did:web:bob.test#market"));

        settlements.settle(look());

        assertThat(look().state()).isEqualTo(ContractState.PAID);
        assertThat(submitted).containsExactly(MarketNsid.SUBMIT_ACCEPT.value() + " to did:web:bob.test#market");
        assertThat(orders).singleElement().satisfies(order -> {
            assertThat(order.accept()).isEqualTo(accept.ref());
            assertThat(order.url())
                    .hasToString("https://bob.test/ccr/" + accept.uri().value() + "/"
                            + accept.cid().value());
            assertThat(order.expected().amount()).isEqualTo(50_000);
        });
    }

    @Test
    void paysNothingForWhatIsFree() {
        accepted(records.write(BOB, MarketNsid.BIDS_FREE, Json.object()), Json.object());

        settlements.settle(look());

        assertThat(look().state()).isEqualTo(ContractState.PAID);
        assertThat(orders).isEmpty();
        assertThat(submitted).as("the record is the message").isEmpty();
    }

    @Test
    void remembersTheReceiptThatTheAnswerNames() {
        accepted(priced("0.05"), Json.object());
        var named = records.write(BOB, MarketNsid.RECEIPT, Json.object()).ref();
        answer = named.toJson();

        settlements.settle(look());

        assertThat(look().records().receipt()).contains(named);
    }

    @Test
    void looksForTheReceiptWhenTheAnswerNamesNone() {
        accepted(priced("0.05"), Json.object());
        answer = Json.object().put("uri", "at://nobody").put("cid", "nothing");

        settlements.settle(look());

        assertThat(look().state()).isEqualTo(ContractState.PAID);
        assertThat(look().records().receipt()).isEmpty();
    }

    /** It may have come about after all: the provider's own receipt says that it did. */
    @Test
    void takesTheReceiptForAnAnswerThatWasLost() {
        accepted(priced("0.05"), Json.object());
        refusal = PaymentProblem.PAYMENT_PENDING.because("no answer");
        receipt = Optional.of(
                records.write(BOB, MarketNsid.RECEIPT, Json.object()).ref());
        mayBePaid = true;

        settlements.settle(look());

        assertThat(look().state()).isEqualTo(ContractState.PAID);
        assertThat(look().records().receipt()).isEqualTo(receipt);
    }

    @Test
    void isNotPaidByAReceiptAloneWhenNothingWasSigned() {
        accepted(priced("0.05"), Json.object());
        refusal = PaymentProblem.INSUFFICIENT_FUNDS.because("The wallet is empty");
        receipt = Optional.of(
                records.write(BOB, MarketNsid.RECEIPT, Json.object()).ref());

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> settlements.settle(look()))
                .withMessageContaining("The wallet is empty");
        assertThat(look().state()).isEqualTo(ContractState.ACCEPTED);
    }

    @Test
    void paysNobodyWhomTheBidDoesNotName() {
        accepted(records.write(BOB, MarketNsid.BIDS_X402, priced("0.05").json().without("payTo")), Json.object());

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> settlements.settle(look()))
                .extracting(ProblemException::type)
                .isEqualTo(MarketProblem.RECORD_INVALID);
        assertThat(orders).isEmpty();
    }

    /** Nobody can tell: it is treated as if money had moved. */
    @Test
    void doesNotSayThatNothingIsPaidWhileTheChainCannotBeAsked() {
        accepted(priced("0.05"), Json.object());
        settlements.payments = new Payments() {
            @Override
            public boolean isCommitted(TenantId tenant, StrongRef paidFor) {
                throw PaymentProblem.CHAIN_UNAVAILABLE.because("no answer");
            }
        };

        assertThat(settlements.mayBePaid(look())).isTrue();
    }

    private RepoRecord priced(String cost) {
        return records.write(
                BOB,
                MarketNsid.BIDS_X402,
                Json.object()
                        .put("cost", cost)
                        .put("currency", "USDC")
                        .put("frequency", "once")
                        .put("url", "https://bob.test/ccr")
                        .put("payTo", "0x" + "12".repeat(20)));
    }

    private void accepted(RepoRecord terms, ObjectNode bidContent) {
        var bid = records.write(BOB, MarketNsid.BID, bidContent);
        var contract = Contract.drafted(UUID.randomUUID(), TENANT, ALICE, Agreement.REQUEST, clock.instant());
        contract.published(Agreement.ref(ALICE, MarketNsid.RFP), clock.instant());
        contract.award(bid.ref(), BOB, clock.instant());
        contract.accepted(accept.ref(), clock.instant());
        settlements.contracts.add(contract);
        id = contract.id();
        settlements.bidIntake = new BidIntake() {
            @Override
            public ReceivedBid get(TenantId tenant, StrongRef ref) {
                return new ReceivedBid(TENANT, id, bid, terms, null, SettlementsTest.this.clock.instant());
            }
        };
    }

    private Contract look() {
        return settlements.contracts.get(TENANT, id);
    }
}

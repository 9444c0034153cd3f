package org.computecontracts.market.requester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.computecontracts.market.contract.Agreement.ALICE;
import static org.computecontracts.market.contract.Agreement.BOB;
import static org.computecontracts.testing.Injection.inject;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.attestation.Attestations;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.kernel.ProblemType;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.work.AdvisoryLockStore;
import org.computecontracts.market.contract.Agreement;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractState;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.StepStore;
import org.computecontracts.market.contract.Steps;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.market.protocol.MarketProblem;
import org.computecontracts.market.protocol.PublishedRecords;
import org.computecontracts.testing.Database;
import org.computecontracts.testing.MovingClock;
import org.computecontracts.testing.RecordedEvents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Check 12 of the market protocol, section 2. */
class ReceiptVerifierTest {
    private static final Did EVE = new Did("did:plc:eeeeeeeeeeeeeeeeeeeeeeee");
    private static final TenantId TENANT = TenantId.random();
    private static final Database database = Database.fresh();

    private final MovingClock clock = new MovingClock();
    private final PublishedRecords records = new PublishedRecords();
    private final ReceiptVerifier verifier = new ReceiptVerifier();
    private final RepoRecord rfp = records.write(ALICE, MarketNsid.RFP, Json.object());
    private final RepoRecord bid = records.write(BOB, MarketNsid.BID, Json.object());
    private final RepoRecord accept = records.write(ALICE, MarketNsid.ACCEPT, Json.object());
    private UUID id = UUID.randomUUID();

    @BeforeEach
    void aliceHasPaid() {
        database.clear();
        verifier.contracts = database.store(ContractStore.class);
        inject(verifier.contracts, database.store(AdvisoryLockStore.class), clock);
        verifier.evidence = records;
        verifier.pds = records.servers();
        verifier.steps = new Steps();
        inject(verifier.steps, database.store(StepStore.class), new RecordedEvents<>(), clock);
        verifier.clock = clock;
        var contract = Contract.drafted(UUID.randomUUID(), TENANT, ALICE, Agreement.REQUEST, clock.instant());
        contract.published(rfp.ref(), clock.instant());
        contract.award(bid.ref(), BOB, clock.instant());
        contract.accepted(accept.ref(), clock.instant());
        contract.paid(clock.instant());
        verifier.contracts.add(contract);
        id = contract.id();
    }

    @Test
    void findsTheReceiptThatItWasNotToldOf() {
        records.write(BOB, MarketNsid.RECEIPT, Json.object());
        var receipt = receipt(BOB, rfp.ref(), bid.ref(), accept.ref());

        verifier.verify(look());

        assertThat(look().state()).isEqualTo(ContractState.RECEIPTED);
        assertThat(look().records().receipt()).contains(receipt.ref());
        verifier.verify(look());
        assertThat(verifier.steps.of(TENANT, id)).as("twice is once").hasSize(1);
    }

    @Test
    void waitsForAReceipt() {
        records.write(BOB, MarketNsid.RECEIPT, content(rfp.ref(), bid.ref(), rfp.ref()));

        refuses(MarketProblem.RECEIPT_PENDING);
    }

    @Test
    void refusesAReceiptOfAnybodyElse() {
        named(receipt(EVE, rfp.ref(), bid.ref(), accept.ref()));

        refuses(MarketProblem.WRONG_AUTHOR);
    }

    @Test
    void refusesAReceiptOverAnythingElse() {
        var other = records.write(ALICE, MarketNsid.ACCEPT, Json.object().put("other", true))
                .ref();
        for (var receipt : List.of(
                receipt(BOB, other, bid.ref(), accept.ref()),
                receipt(BOB, rfp.ref(), other, accept.ref()),
                receipt(BOB, rfp.ref(), bid.ref(), other))) {
            named(receipt);

            refuses(MarketProblem.RECORD_MISMATCH);
        }
    }

    @Test
    void refusesAReceiptThatIsNotSignedOrNotBoundToTheAccept() {
        var content = content(rfp.ref(), bid.ref(), accept.ref());
        named(records.writeUnsigned(BOB, MarketNsid.RECEIPT, bound(content.deepCopy())));
        refuses(MarketProblem.RECORD_INVALID);

        named(records.write(
                BOB, MarketNsid.RECEIPT, content.put("cid", rfp.cid().value())));
        refuses(MarketProblem.RECORD_INVALID);
    }

    private void refuses(ProblemType problem) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> verifier.verify(look()))
                .extracting(ProblemException::type)
                .isEqualTo(problem);
        assertThat(look().state()).isEqualTo(ContractState.PAID);
    }

    /** As the provider's answer named it. */
    private void named(RepoRecord receipt) {
        verifier.contracts.change(TENANT, id, c -> c.records().receipt(receipt.ref()));
    }

    private RepoRecord receipt(Did author, StrongRef request, StrongRef chosen, StrongRef accepted) {
        return records.write(author, MarketNsid.RECEIPT, bound(content(request, chosen, accepted)));
    }

    private ObjectNode bound(ObjectNode content) {
        var receipt = content.put("$type", MarketNsid.RECEIPT.value());
        return receipt.put(
                "cid",
                Attestations.bindingCid(accept.json(), accept.author(), receipt).value());
    }

    private static ObjectNode content(StrongRef request, StrongRef chosen, StrongRef accepted) {
        var receipt = Json.object();
        receipt.set("rfp", request.toJson());
        receipt.set("bid", chosen.toJson());
        receipt.set("accept", accepted.toJson());
        return receipt;
    }

    private Contract look() {
        return verifier.contracts.get(TENANT, id);
    }
}

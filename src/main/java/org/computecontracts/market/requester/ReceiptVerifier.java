package org.computecontracts.market.requester;

import static org.computecontracts.market.protocol.MarketProblem.RECORD_INVALID;
import static org.computecontracts.market.protocol.MarketProblem.WRONG_AUTHOR;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Optional;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.attestation.Attestations;
import org.computecontracts.atproto.pds.Pds;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.StepKind;
import org.computecontracts.market.contract.Steps;
import org.computecontracts.market.protocol.Check;
import org.computecontracts.market.protocol.Evidence;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.market.protocol.MarketProblem;

/** Verifies the receipt of a provider (market protocol section 2, check 12). */
@ApplicationScoped
public class ReceiptVerifier {
    @Inject
    ContractStore contracts;

    @Inject
    Evidence evidence;

    @Inject
    Pds pds;

    @Inject
    Steps steps;

    @Inject
    Clock clock;

    /** The requester's step from PAID to RECEIPTED: checks 12 of the market protocol, section 2. */
    public void verify(Contract contract) {
        var ref = contract.records().receipt().or(() -> find(contract));
        if (ref.isEmpty()) {
            throw MarketProblem.RECEIPT_PENDING.because(
                    "No receipt for %s yet",
                    contract.records().accept().orElseThrow().uri().value());
        }
        var receipt = evidence.fetchSigned(ref.get(), MarketNsid.RECEIPT);
        check(contract, receipt);
        var receipted = contracts.change(contract.tenant(), contract.id(), c -> {
            c.records().receipt(receipt.ref());
            c.receipted(clock.instant());
        });
        var checks = new ArrayList<>(evidence.checks(receipt));
        checks.add(Check.BINDING);
        steps.tell(
                receipted,
                receipt.author(),
                StepKind.RECEIPT_VERIFIED.of(receipt.ref()).checked(checks));
    }

    private void check(Contract contract, RepoRecord receipt) {
        if (!contract.parties().provider().filter(receipt.author()::equals).isPresent()) {
            throw WRONG_AUTHOR.because(
                    "%s is not by the provider", receipt.uri().value());
        }
        Evidence.same(
                "receipt.rfp",
                receipt.strongRef("rfp"),
                contract.records().rfp().orElseThrow());
        Evidence.same(
                "receipt.bid",
                receipt.strongRef("bid"),
                contract.records().bid().orElseThrow());
        Evidence.same(
                "receipt.accept",
                receipt.strongRef("accept"),
                contract.records().accept().orElseThrow());
        if (!Attestations.bindingValid(
                receipt, pds.get(contract.records().accept().orElseThrow()))) {
            throw RECORD_INVALID.because(
                    "%s: its cid is not the binding of the accept",
                    receipt.uri().value());
        }
    }

    /** The receipt that the provider wrote, whether or not anybody was told of it. */
    public Optional<StrongRef> find(Contract contract) {
        var accept = contract.records().accept().orElseThrow();
        return pds.list(contract.parties().provider().orElseThrow(), MarketNsid.RECEIPT).stream()
                .filter(receipt ->
                        receipt.optionalRef("accept").filter(accept::equals).isPresent())
                .map(RepoRecord::ref)
                .findFirst();
    }
}

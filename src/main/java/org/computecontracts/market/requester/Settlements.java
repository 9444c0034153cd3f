package org.computecontracts.market.requester;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.Fact;
import org.computecontracts.market.contract.ReceivedBid;
import org.computecontracts.market.contract.StepKind;
import org.computecontracts.market.contract.Steps;
import org.computecontracts.market.protocol.Check;
import org.computecontracts.market.protocol.Evidence;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.market.protocol.Peers;
import org.computecontracts.market.protocol.Terms;
import org.computecontracts.payment.PaymentOrder;
import org.computecontracts.payment.chain.PaymentSettings;
import org.computecontracts.payment.payer.Paid;
import org.computecontracts.payment.payer.Payments;

/** The requester's side of settling: it submits its accept and pays at the URL of the signed bid (market protocol section 7). */
@ApplicationScoped
public class Settlements {
    private static final Logger LOG = Logger.getLogger(Settlements.class.getName());

    @Inject
    ContractStore contracts;

    @Inject
    BidIntake bidIntake;

    @Inject
    Evidence evidence;

    @Inject
    ReceiptVerifier receipts;

    @Inject
    Peers peers;

    @Inject
    Payments payments;

    @Inject
    PaymentSettings money;

    @Inject
    Steps steps;

    @Inject
    Clock clock;

    /** The requester's step from ACCEPTED to PAID. Safe to repeat: the payer's ledger knows the order. */
    void settle(Contract contract) {
        try {
            submitAndPay(contract);
        } catch (ProblemException e) {
            // A receipt is the provider's word that it was paid, whatever became of its answer
            var receipt = mayBePaid(contract) ? receipts.find(contract) : Optional.<StrongRef>empty();
            if (receipt.isEmpty()) {
                throw e;
            }
            contracts.change(contract.tenant(), contract.id(), c -> c.records().receipt(receipt.get()));
        }
        contracts.change(contract.tenant(), contract.id(), c -> c.paid(clock.instant()));
    }

    private void submitAndPay(Contract contract) {
        var bid = bidIntake.get(contract.tenant(), contract.records().bid().orElseThrow());
        var terms = Terms.of(bid.terms());
        var accept = contract.records().accept().orElseThrow();
        var submitted = submit(contract, bid, accept);
        if (terms.isFree()) {
            remember(contract, submitted);
            tellFree(contract, bid, terms);
        } else {
            remember(contract, pay(contract, terms, accept).body());
        }
    }

    /** Whether money has moved, or what was signed may still move it; so it is as long as nobody can tell. */
    public boolean mayBePaid(Contract contract) {
        try {
            return contract.records()
                    .accept()
                    .filter(accept -> payments.isCommitted(contract.tenant(), accept))
                    .isPresent();
        } catch (ProblemException e) {
            return true;
        }
    }

    private ObjectNode submit(Contract contract, ReceivedBid bid, StrongRef accept) {
        var endpoint = bid.bid().optionalText("submitAccept");
        if (endpoint.isEmpty()) {
            return Json.object();
        }
        return peers.call(
                contract.tenant(),
                endpoint.get(),
                MarketNsid.SUBMIT_ACCEPT,
                Json.object()
                        .put("acceptUri", accept.uri().value())
                        .put("acceptCid", accept.cid().value()));
    }

    private Paid pay(Contract contract, Terms terms, StrongRef accept) {
        var url = terms.settlement(accept);
        var expected = terms.payable(money);
        var paid =
                payments.pay(contract.tenant(), new PaymentOrder(accept, url, expected, "contract " + contract.id()));
        tellPaid(contract, terms, paid);
        return paid;
    }

    private void tellFree(Contract contract, ReceivedBid bid, Terms terms) {
        var waived = StepKind.PAYMENT_WAIVED
                .of(terms.record().ref())
                .with(Fact.REASON, terms.record().optionalText("reason"));
        steps.tell(contract, bid.bidder(), waived.checked(evidence.checks(terms.record())));
    }

    private void tellPaid(Contract contract, Terms terms, Paid paid) {
        var paying = paid.amount().signum() == 0
                ? StepKind.PAYMENT_NOT_ASKED_FOR.once()
                : StepKind.PAYMENT_MADE.once().priced(terms);
        var step = paying.with(Fact.NETWORK, paid.network())
                .with(Fact.TRANSACTION, Optional.of(paid.transaction()).filter(known -> !known.isEmpty()))
                .with(Fact.SETTLED, paid.settled());
        steps.tell(contract, contract.parties().requester(), paid.settled() ? step.checked(Check.CHAIN) : step);
    }

    private void remember(Contract contract, ObjectNode answer) {
        if (answer.path("uri").isTextual() && answer.path("cid").isTextual()) {
            try {
                var receipt = StrongRef.of(answer);
                contracts.change(
                        contract.tenant(), contract.id(), c -> c.records().receipt(receipt));
            } catch (ProblemException e) {
                LOG.log(Level.INFO, "The receipt of contract {0} has to be looked for: {1}", new Object[] {
                    contract.id(), e.getMessage()
                });
            }
        }
    }
}

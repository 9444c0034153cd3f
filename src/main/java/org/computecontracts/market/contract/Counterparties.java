package org.computecontracts.market.contract;

import static org.computecontracts.market.protocol.MarketProblem.BID_GONE;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.computecontracts.atproto.AtprotoProblem;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.pds.Pds;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.kernel.ProblemException;
import org.computecontracts.network.RepoStatus;
import org.computecontracts.network.SeenRepo;
import org.computecontracts.network.view.Network;
import org.computecontracts.payment.payer.Payments;

/** Whether the other party of a contract is still there, and what follows when it is not. */
@ApplicationScoped
public class Counterparties {
    @Inject
    Network network;

    @Inject
    Pds pds;

    @Inject
    Identities identities;

    @Inject
    ContractStore contracts;

    @Inject
    CounterpartStore counterparts;

    @Inject
    Payments payments;

    @Inject
    Steps steps;

    @Inject
    Clock clock;

    /** BID_GONE unless the bidder takes part and its server has the bid, its terms and its configuration as they came. */
    public void requireThere(ReceivedBid bid) {
        var status = status(bid.bidder());
        if (status != RepoStatus.ACTIVE) {
            throw BID_GONE.because("The account of %s is %s", identities.handleOf(bid.bidder()), words(status));
        }
        var parts = List.of(
                bid.ref(), bid.terms().ref(), bid.config().map(RepoRecord::ref).orElse(bid.ref()));
        parts.stream().distinct().forEach(this::requireThere);
    }

    private void requireThere(StrongRef part) {
        try {
            pds.get(part);
        } catch (ProblemException e) {
            if (e.type() == AtprotoProblem.RECORD_NOT_FOUND) {
                throw BID_GONE.because(
                                "%s was taken back or changed", part.uri().value())
                        .causedBy(e);
            }
            throw e;
        }
    }

    private RepoStatus status(Did did) {
        return network.repo(did).map(SeenRepo::status).orElse(RepoStatus.ACTIVE);
    }

    private static String words(RepoStatus status) {
        return status == RepoStatus.TAKENDOWN ? "taken down" : status.name().toLowerCase(Locale.ROOT);
    }

    /** That nobody is there to be told, or to tell. */
    public boolean isDeleted(Contract contract) {
        return isDeleted(contract.parties().other());
    }

    /** With the account the tenant's own repository is gone, and every right in it. */
    public boolean isOwnDeleted(Contract contract) {
        return isDeleted(contract.parties().own());
    }

    private boolean isDeleted(Optional<Did> account) {
        return account.map(this::status)
                .filter(status -> status == RepoStatus.DELETED)
                .isPresent();
    }

    /** Tells on the contract that the other party's account is gone, and ends what goes on for nobody. Safe to repeat. */
    public void look(Contract contract) {
        Optional<Did> other = contract.parties().other();
        var status = other.map(this::status).orElse(RepoStatus.ACTIVE);
        switch (status) {
            case DELETED -> deleted(contract, other.orElseThrow());
            case TAKENDOWN -> steps.tell(contract, other.orElseThrow(), StepKind.ACCOUNT_TAKEN_DOWN.once());
            case ACTIVE, SUSPENDED, DEACTIVATED -> {}
        }
    }

    private void deleted(Contract contract, Did other) {
        var ends = isForNobody(contract);
        steps.tell(contract, other, (ends ? StepKind.ABANDONED : StepKind.ACCOUNT_DELETED).once());
        if (ends) {
            contracts.change(contract.tenant(), contract.id(), c -> c.abandoned(clock.instant()));
        }
    }

    /** A machine without a requester, and a bid that nobody stands behind any more; what was paid for may still come. */
    private boolean isForNobody(Contract contract) {
        return contract.parties().side() == Side.PROVIDER
                || contract.state() == ContractState.AWARDED
                || (contract.state() == ContractState.ACCEPTED && !isCommitted(contract));
    }

    private boolean isCommitted(Contract contract) {
        return payments.isCommitted(
                contract.tenant(), contract.records().accept().orElseThrow());
    }

    /** Contracts under way of tenants here with this account as the other party. */
    public Stream<Contract> with(Did account) {
        return counterparts.underWayWith(account).stream();
    }
}

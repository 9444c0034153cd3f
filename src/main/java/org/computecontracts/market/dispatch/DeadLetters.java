package org.computecontracts.market.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.market.contract.Contract;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.CounterpartStore;
import org.computecontracts.market.contract.Fact;
import org.computecontracts.market.contract.StepKind;
import org.computecontracts.market.contract.Steps;
import org.computecontracts.market.protocol.MarketNsid;
import org.computecontracts.network.view.Network;

/** Shows both what was given up and why on the contract that it was for: nobody looks into the log. */
@ApplicationScoped
class DeadLetters {
    @Inject
    Network network;

    @Inject
    Tenants tenants;

    @Inject
    ContractStore contracts;

    @Inject
    CounterpartStore counterparts;

    @Inject
    Steps steps;

    /** Only of the other party of a contract: what strangers send for nobody is let lie. */
    void tell(StrongRef ref, String problem) {
        network.find(ref.uri())
                .map(seen -> seen.record())
                .ifPresent(record -> contract(record)
                        .filter(contract -> contract.parties()
                                .other()
                                .filter(record.author()::equals)
                                .isPresent())
                        .ifPresent(contract -> tell(contract, record, problem)));
    }

    private Optional<Contract> contract(RepoRecord record) {
        return record.uri().collection().equals(MarketNsid.ACCEPT)
                ? record.optionalRef("bid").flatMap(this::ofBid)
                : record.optionalRef("receipt").flatMap(receipt -> counterparts.withReceipt(receipt, record.author()));
    }

    private Optional<Contract> ofBid(StrongRef bid) {
        return tenants.find(bid.uri().authority()).flatMap(provider -> contracts.findBid(provider.id(), bid));
    }

    private void tell(Contract contract, RepoRecord record, String problem) {
        var kind = record.uri().collection().equals(MarketNsid.ACCEPT)
                ? StepKind.ACCEPT_NOT_TAKEN_IN
                : StepKind.NOTICE_NOT_TAKEN_IN;
        steps.tell(contract, record.author(), kind.of(record.ref()).with(Fact.REASON, problem));
    }
}

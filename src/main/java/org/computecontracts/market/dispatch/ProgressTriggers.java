package org.computecontracts.market.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.compute.BuildEvent;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.ingress.IngressEvent;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.market.contract.ContractState;
import org.computecontracts.market.contract.ContractStore;
import org.computecontracts.market.contract.Counterparties;
import org.computecontracts.market.contract.MarketEvent;
import org.computecontracts.market.contract.Side;
import org.computecontracts.market.contract.Trigger;
import org.computecontracts.network.NetworkEvent;
import org.computecontracts.payment.PaymentEvent;
import org.computecontracts.wif.WifEvent;

/** Hears of what contracts wait for, and has them looked at there and then. */
@ApplicationScoped
class ProgressTriggers {
    @Inject
    Progress progress;

    @Inject
    ContractStore contracts;

    @Inject
    Counterparties counterparties;

    @Inject
    Tenants tenants;

    void on(@ObservesAsync MarketEvent.ContractMoved moved) {
        progress.advance(moved.tenant(), moved.contract());
    }

    /** What has become of the other party is looked at before each step. */
    void on(@ObservesAsync NetworkEvent.AccountChanged changed) {
        counterparties.with(changed.did()).forEach(contract -> progress.advance(contract.tenant(), contract.id()));
    }

    void on(@ObservesAsync WifEvent.Proxied proxied) {
        arriving(proxied.tenant());
    }

    void on(@ObservesAsync IngressEvent.TunnelOpened opened) {
        tenants.find(opened.did()).ifPresent(tenant -> arriving(tenant.id()));
    }

    private void arriving(TenantId tenant) {
        contracts.withoutAddress(tenant).forEach(contract -> progress.hurry(contract, Trigger.WORKLOAD));
    }

    /** The payer may never ask for what it bought. */
    void on(@ObservesAsync PaymentEvent.Settled settled) {
        sold(settled.seller(), settled.accept());
    }

    void on(@ObservesAsync PaymentEvent.Reorged undone) {
        sold(undone.seller(), undone.accept());
    }

    private void sold(TenantId seller, StrongRef accept) {
        contracts
                .ofAccept(seller, Side.PROVIDER, accept)
                .ifPresent(contract -> progress.hurry(contract, Trigger.PAYMENT));
    }

    /** A machine that is gone leaves room for another. */
    void on(@ObservesAsync BuildEvent built) {
        if (built instanceof BuildEvent.Stopped || built instanceof BuildEvent.Failed) {
            contracts.hurry(built.tenant(), ContractState.SEEN);
        }
        contracts.ofKey(built.tenant(), built.key()).ifPresent(contract -> progress.hurry(contract, Trigger.MACHINE));
    }
}

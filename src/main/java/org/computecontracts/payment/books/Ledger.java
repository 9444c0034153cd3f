package org.computecontracts.payment.books;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.payment.Payment;
import org.computecontracts.payment.Sum;
import org.computecontracts.payment.payer.Outgoing;
import org.computecontracts.payment.payer.OutgoingStore;
import org.computecontracts.payment.seller.ChargeStore;

/** What came in and what went out, latest first. */
@ApplicationScoped
public class Ledger {
    @Inject
    ChargeStore charges;

    @Inject
    OutgoingStore outgoing;

    public List<Payment> received(TenantId tenant) {
        return charges.received(tenant);
    }

    public List<Payment> sent(TenantId tenant) {
        return outgoing.sent(tenant);
    }

    /** Settled payments alone. */
    public List<Sum> earned(TenantId tenant) {
        return charges.earned(tenant);
    }

    /** What was seen on chain alone, whatever sellers say. */
    public List<Sum> spent(TenantId tenant) {
        return outgoing.spent(tenant);
    }

    /** What this tenant pays, or paid, for this accept. */
    public Optional<Payment> sent(TenantId tenant, StrongRef accept) {
        return outgoing.live(tenant, accept).map(Outgoing::payment);
    }
}

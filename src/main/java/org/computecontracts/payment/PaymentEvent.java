package org.computecontracts.payment;

import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.TenantId;

/** What happened to money. Past tense; carries identities, not state. */
public sealed interface PaymentEvent {
    /** The seller was paid on chain. */
    record Settled(TenantId seller, StrongRef accept) implements PaymentEvent {}

    /** A payment fell out of the chain with its block; it is being sent again. */
    record Reorged(TenantId seller, StrongRef accept) implements PaymentEvent {}
}

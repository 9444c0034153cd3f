package org.computecontracts.payment.payer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.data.Sql;
import org.computecontracts.payment.Payment;
import org.computecontracts.payment.PaymentProblem;
import org.computecontracts.payment.Sum;
import org.computecontracts.payment.seller.ChargeStore;

/** Keeps what tenants pay. */
@ApplicationScoped
@Transactional
public class OutgoingStore {
    private static final Duration DAY = Duration.ofHours(24);

    @PersistenceContext
    EntityManager em;

    /**
     * Stores a signed payment, unless the accept has a live one already: then that one is answered. OVER_LIMIT when the
     * day's sum would be more than {@code perDay}; payments that may still be used count.
     */
    Outgoing begin(Outgoing signed, StrongRef accept, BigInteger perDay, Instant now) {
        lockTenant(signed.tenant());
        var known = live(signed.tenant(), accept);
        if (known.isPresent()) {
            return known.get();
        }
        var spent = spentSince(signed.tenant(), now.minus(DAY));
        if (spent.add(signed.amount()).compareTo(perDay) > 0) {
            throw PaymentProblem.OVER_LIMIT.because(
                    "%s on top of the %s of the last 24 hours is more than the %s a day allowed (atomic units)",
                    signed.amount(), spent, perDay);
        }
        em.persist(signed);
        return signed;
    }

    /** Payments of one tenant begin one after the other, or two could pass the same limit. */
    private void lockTenant(TenantId tenant) {
        Sql.of(em, "select 1 from pg_advisory_xact_lock(hashtextextended(:name, 402))")
                .with("name", "payment_outgoing:" + tenant)
                .run();
    }

    private BigInteger spentSince(TenantId tenant, Instant since) {
        var sum = em.createQuery(
                        "select sum(o.terms.amount) from Outgoing o where o.tenant = :tenant and o.createdAt > :since"
                                + " and o.state not in :unused",
                        Number.class)
                .setParameter("tenant", tenant)
                .setParameter("since", since)
                .setParameter("unused", List.of(OutgoingState.EXPIRED, OutgoingState.GIVEN))
                .getResultList()
                .getFirst();
        return sum == null ? BigInteger.ZERO : new BigInteger(sum.toString());
    }

    /** The payment of an accept that was made or may still be. */
    public Optional<Outgoing> live(TenantId tenant, StrongRef accept) {
        return em.createQuery(
                        "select o from Outgoing o where o.tenant = :tenant and o.terms.acceptUri = :uri and o.terms.acceptCid = :cid"
                                + " and o.state <> :expired",
                        Outgoing.class)
                .setParameter("tenant", tenant)
                .setParameter("uri", accept.uri())
                .setParameter("cid", accept.cid())
                .setParameter("expired", OutgoingState.EXPIRED)
                .getResultStream()
                .findFirst();
    }

    /** The last payment of an accept, also one that was not taken. */
    Optional<Outgoing> latest(TenantId tenant, StrongRef accept) {
        return em.createQuery(
                        "select o from Outgoing o where o.tenant = :tenant and o.terms.acceptUri = :uri and o.terms.acceptCid = :cid"
                                + " order by o.createdAt desc",
                        Outgoing.class)
                .setParameter("tenant", tenant)
                .setParameter("uri", accept.uri())
                .setParameter("cid", accept.cid())
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /** Every tenant's payments on this network of which the chain may still say something else: those above this block, too. */
    List<Outgoing> open(String network, long block) {
        return em.createQuery(
                        "select o from Outgoing o where o.terms.network = :network and o.state in :open"
                                + " and (o.inclusion.settledAt is null or o.inclusion.blockNumber > :block) order by o.createdAt",
                        Outgoing.class)
                .setParameter("network", network)
                .setParameter("open", OutgoingState.OPEN)
                .setParameter("block", block)
                .getResultList();
    }

    Outgoing change(TenantId tenant, UUID id, Consumer<Outgoing> step) {
        var outgoing = em.createQuery(
                        "select o from Outgoing o where o.tenant = :tenant and o.id = :id", Outgoing.class)
                .setParameter("tenant", tenant)
                .setParameter("id", id)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .findFirst()
                .orElseThrow(() -> PaymentProblem.PAYMENT_NOT_FOUND.because("No payment %s", id));
        step.accept(outgoing);
        return outgoing;
    }

    public List<Payment> sent(TenantId tenant) {
        return em.createQuery(
                        "select o from Outgoing o where o.tenant = :tenant order by o.changedAt desc", Outgoing.class)
                .setParameter("tenant", tenant)
                .setMaxResults(1000)
                .getResultStream()
                .map(Outgoing::payment)
                .toList();
    }

    public List<Sum> spent(TenantId tenant) {
        return Sql.of(em, """
                        select network, asset, sum(amount) as amount, count(*) as payments from payment_outgoing
                         where tenant = :tenant and settled_at is not null group by network, asset
                        """).with("tenant", tenant).list(ChargeStore::sum);
    }
}

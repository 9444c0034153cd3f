package org.computecontracts.payment.seller;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.payment.Payment;
import org.computecontracts.payment.PaymentProblem;
import org.computecontracts.payment.Sum;
import org.computecontracts.payment.chain.Offer;
import org.computecontracts.payment.evm.Address;
import org.computecontracts.payment.evm.Authorization;

/** Keeps the charges. */
@ApplicationScoped
@Transactional
public class ChargeStore {
    private static final String RESERVE = """
            insert into payment_charge (id, tenant, accept_uri, accept_cid, resource, x402_version, network, asset, pay_to,
                amount, payer, auth_nonce, valid_after, valid_before, signature_sealed, from_block, state, created_at,
                offered_at, changed_at, version)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'RESERVED', ?, ?, ?, 1)
            on conflict do nothing
            """;

    @PersistenceContext
    EntityManager em;

    /** Binds an authorization to what it shall pay for; false when it, or a live one for the same accept, is there. */
    boolean reserve(Offer offer, Instant now) {
        var a = offer.authorization();
        var at = OffsetDateTime.ofInstant(now, ZoneOffset.UTC);
        var insert = em.createNativeQuery(RESERVE);
        var values = new Object[] {
            offer.id(),
            offer.tenant().value(),
            offer.accept().map(accept -> accept.uri().value()).orElse(null),
            offer.accept().map(accept -> accept.cid().value()).orElse(null),
            offer.resource(),
            offer.x402Version(),
            offer.network(),
            offer.domain().token().value(),
            a.to().value(),
            a.value(),
            a.from().value(),
            a.nonce().value(),
            a.validAfter(),
            a.validBefore(),
            offer.signatureSealed(),
            offer.fromBlock(),
            at,
            at,
            at
        };
        for (var i = 0; i < values.length; i++) {
            insert.setParameter(i + 1, values[i]);
        }
        return insert.executeUpdate() == 1;
    }

    /** Loads, changes and commits one charge under its row lock; the only way a charge moves. */
    Charge change(TenantId tenant, UUID id, Consumer<Charge> step) {
        var charge = locked(tenant, id);
        step.accept(charge);
        return charge;
    }

    private Charge locked(TenantId tenant, UUID id) {
        return em.createQuery("select c from Charge c where c.tenant = :tenant and c.id = :id", Charge.class)
                .setParameter("tenant", tenant)
                .setParameter("id", id)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .findFirst()
                .orElseThrow(() -> PaymentProblem.PAYMENT_NOT_FOUND.because("No payment %s", id));
    }

    Charge get(TenantId tenant, UUID id) {
        return em.createQuery("select c from Charge c where c.tenant = :tenant and c.id = :id", Charge.class)
                .setParameter("tenant", tenant)
                .setParameter("id", id)
                .getResultStream()
                .findFirst()
                .orElseThrow(() -> PaymentProblem.PAYMENT_NOT_FOUND.because("No payment %s", id));
    }

    /** The charge of an accept that is settled or under way. */
    Optional<Charge> live(TenantId tenant, StrongRef accept) {
        return em.createQuery(
                        "select c from Charge c where c.tenant = :tenant and c.terms.acceptUri = :uri and c.terms.acceptCid = :cid"
                                + " and c.state not in :lost",
                        Charge.class)
                .setParameter("tenant", tenant)
                .setParameter("uri", accept.uri())
                .setParameter("cid", accept.cid())
                .setParameter("lost", ChargeState.LOST)
                .getResultStream()
                .findFirst();
    }

    /** The charge of an accept that was settled last before the chain took it back. */
    Optional<Charge> undone(TenantId tenant, StrongRef accept) {
        return em.createQuery(
                        "select c from Charge c where c.tenant = :tenant and c.terms.acceptUri = :uri and c.terms.acceptCid = :cid"
                                + " and c.undoneAt is not null order by c.undoneAt desc",
                        Charge.class)
                .setParameter("tenant", tenant)
                .setParameter("uri", accept.uri())
                .setParameter("cid", accept.cid())
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /** This tenant's charge with this authorization; another tenant's is not found, though it is in the way. */
    Optional<Charge> with(TenantId tenant, String network, Address asset, Authorization a) {
        return em.createQuery(
                        "select c from Charge c where c.tenant = :tenant and c.terms.network = :network and c.terms.asset = :asset"
                                + " and c.terms.payer = :payer and c.terms.authNonce = :nonce",
                        Charge.class)
                .setParameter("tenant", tenant)
                .setParameter("network", network)
                .setParameter("asset", asset)
                .setParameter("payer", a.from())
                .setParameter("nonce", a.nonce())
                .getResultStream()
                .findFirst();
    }

    /** Every tenant's charges on this network that are not at an end, oldest first. */
    List<Charge> underWay(String network) {
        return em.createQuery(
                        "select c from Charge c where c.terms.network = :network and c.state in :open order by c.changedAt",
                        Charge.class)
                .setParameter("network", network)
                .setParameter("open", ChargeState.UNDER_WAY)
                .getResultList();
    }

    public List<Payment> received(TenantId tenant) {
        return em.createQuery(
                        "select c from Charge c where c.tenant = :tenant and c.terms.acceptUri is not null"
                                + " order by c.changedAt desc",
                        Charge.class)
                .setParameter("tenant", tenant)
                .setMaxResults(1000)
                .getResultStream()
                .flatMap(charge -> charge.payment().stream())
                .toList();
    }

    public List<Sum> earned(TenantId tenant) {
        return em.createQuery(
                        "select c.terms.network, c.terms.asset, sum(c.terms.amount), count(c) from Charge c where c.tenant = :tenant"
                                + " and c.terms.acceptUri is not null and c.inclusion.settledAt is not null group by c.terms.network, c.terms.asset",
                        Object[].class)
                .setParameter("tenant", tenant)
                .getResultStream()
                .map(ChargeStore::sum)
                .toList();
    }

    public static Sum sum(Object[] row) {
        return new Sum(
                (String) row[0], ((Address) row[1]).checksummed(), new BigInteger(row[2].toString()), (Long) row[3]);
    }

    /** Settlements since then that this tenant's own x402 servers had us carry out. */
    long facilitated(TenantId tenant, Instant since) {
        return em.createQuery(
                        "select count(c) from Charge c where c.tenant = :tenant and c.terms.acceptUri is null"
                                + " and c.changedAt > :since",
                        Long.class)
                .setParameter("tenant", tenant)
                .setParameter("since", since)
                .getSingleResult();
    }
}

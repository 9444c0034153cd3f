package org.computecontracts.payment.seller;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.data.Row;
import org.computecontracts.kernel.data.Sql;
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
            values (:id, :tenant, :acceptUri, :acceptCid, :resource, :x402Version, :network, :asset, :payTo,
                :amount, :payer, :nonce, :validAfter, :validBefore, :signature, :fromBlock, :state, :now,
                :now, :now, 1)
            on conflict do nothing
            """;

    @PersistenceContext
    EntityManager em;

    /** Binds an authorization to what it shall pay for; false when it, or a live one for the same accept, is there. */
    boolean reserve(Offer offer, Instant now) {
        var signed = offer.authorization();
        return Sql.of(em, RESERVE)
                        .with("id", offer.id())
                        .with("tenant", offer.tenant())
                        .with("acceptUri", offer.accept().map(StrongRef::uri))
                        .with("acceptCid", offer.accept().map(StrongRef::cid))
                        .with("resource", offer.resource())
                        .with("x402Version", offer.x402Version())
                        .with("network", offer.network())
                        .with("asset", offer.domain().token())
                        .with("payTo", signed.to())
                        .with("amount", signed.value())
                        .with("payer", signed.from())
                        .with("nonce", signed.nonce())
                        .with("validAfter", signed.validAfter())
                        .with("validBefore", signed.validBefore())
                        .with("signature", offer.signatureSealed())
                        .with("fromBlock", offer.fromBlock())
                        .with("state", ChargeState.RESERVED)
                        .with("now", now)
                        .update()
                == 1;
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
        return Sql.of(em, """
                        select network, asset, sum(amount) as amount, count(*) as payments from payment_charge
                         where tenant = :tenant and accept_uri is not null and settled_at is not null group by network, asset
                        """).with("tenant", tenant).list(ChargeStore::sum);
    }

    public static Sum sum(Row row) {
        return new Sum(
                row.text("network"),
                row.as("asset", Address::new).checksummed(),
                row.decimal("amount").toBigIntegerExact(),
                row.number("payments"));
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

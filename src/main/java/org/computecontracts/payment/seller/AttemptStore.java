package org.computecontracts.payment.seller;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.data.Sql;
import org.computecontracts.payment.evm.Address;
import org.computecontracts.payment.evm.SignedTransaction;

/** Keeps the signed transactions and gives out their nonces. */
@ApplicationScoped
@Transactional
public class AttemptStore {
    @PersistenceContext
    EntityManager em;

    /**
     * Stores the transaction of a verified charge: its nonce is given out, signed for and stored in this one
     * transaction, since a nonce without a stored transaction would hold up all later ones.
     *
     * @param mined how many transactions of the signer are in blocks
     */
    void sign(
            TenantId tenant,
            UUID charge,
            Address signer,
            BigInteger mined,
            Function<BigInteger, SignedTransaction> sign,
            Instant now) {
        var verified = em.find(Charge.class, charge, LockModeType.PESSIMISTIC_WRITE);
        if (verified == null || !verified.tenant().equals(tenant) || verified.state() != ChargeState.VERIFIED) {
            return;
        }
        var nonce = takeNonce(verified.network(), signer, mined);
        em.persist(Attempt.of(verified, signer, sign.apply(nonce), now));
        verified.signed(now);
    }

    private BigInteger takeNonce(String network, Address signer, BigInteger mined) {
        return Sql.of(em, """
                        insert into payment_signer (network, signer, next_nonce) values (:network, :signer, :mined + 1)
                        on conflict (network, signer)
                            do update set next_nonce = greatest(payment_signer.next_nonce + 1, excluded.next_nonce)
                        returning next_nonce
                        """)
                .with("network", network)
                .with("signer", signer)
                .with("mined", mined)
                .returning(row -> row.decimal("next_nonce"))
                .getFirst()
                .toBigIntegerExact()
                .subtract(BigInteger.ONE);
    }

    /** The same nonce again with a higher fee: the former transaction is kept, for a miner may still take it. */
    void replace(Attempt stuck, SignedTransaction dearer, Address signer, Instant now) {
        var former = em.find(Attempt.class, stuck.id(), LockModeType.PESSIMISTIC_WRITE);
        if (former == null || former.state() != AttemptState.SENT) {
            return;
        }
        former.became(AttemptState.REPLACED);
        em.flush();
        em.persist(Attempt.of(em.find(Charge.class, former.charge()), signer, dearer, now));
    }

    void mark(Attempt attempt, AttemptState state) {
        var stored = em.find(Attempt.class, attempt.id(), LockModeType.PESSIMISTIC_WRITE);
        if (stored != null && stored.state() != state) {
            stored.became(state);
        }
    }

    /** Sent or to be sent, of every tenant, in the order the chain takes them. */
    List<Attempt> live(String network, Address signer) {
        return em.createQuery(
                        "select a from Attempt a where a.network = :network and a.signer = :signer"
                                + " and a.state in :live order by a.txNonce",
                        Attempt.class)
                .setParameter("network", network)
                .setParameter("signer", signer)
                .setParameter("live", List.of(AttemptState.SIGNED, AttemptState.SENT))
                .getResultList();
    }

    /** All transactions for a charge, latest first. */
    List<Attempt> of(TenantId tenant, UUID charge) {
        return em.createQuery(
                        "select a from Attempt a where a.tenant = :tenant and a.charge = :charge"
                                + " order by a.createdAt desc",
                        Attempt.class)
                .setParameter("tenant", tenant)
                .setParameter("charge", charge)
                .getResultList();
    }
}

package org.computecontracts.market.contract;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.TenantId;

/** Finds contracts by who is at the other end of them. */
@ApplicationScoped
@Transactional
public class CounterpartStore {
    @PersistenceContext
    EntityManager em;

    /** The contract under this receipt with the account as its other party, whichever tenant's it is. */
    public Optional<Contract> withReceipt(StrongRef receipt, Did counterpart) {
        return em.createQuery("select c from Contract c where c.records.receiptUri = :uri", Contract.class)
                .setParameter("uri", receipt.uri())
                .getResultStream()
                .filter(c -> c.records().receipt().filter(receipt::equals).isPresent())
                .filter(c -> c.parties().other().filter(counterpart::equals).isPresent())
                .findFirst();
    }

    /** Requests of an account that a provider has looked at since then. */
    public long countAsked(TenantId provider, Did requester, Instant since) {
        return em.createQuery(
                        "select count(c) from Contract c where c.tenant = :tenant and c.parties.side = :side"
                                + " and c.parties.requester = :requester and c.createdAt > :since",
                        Long.class)
                .setParameter("tenant", provider)
                .setParameter("side", Side.PROVIDER)
                .setParameter("requester", requester)
                .setParameter("since", since)
                .getSingleResult();
    }

    /** Of every tenant; those who are many are looked at by the timer. */
    List<Contract> underWayWith(Did counterpart) {
        return em.createQuery(
                        "select c from Contract c where c.state not in :still and (c.parties.side = :requester and c.parties.provider = :did"
                                + " or c.parties.side = :provider and c.parties.requester = :did)",
                        Contract.class)
                .setParameter("still", ContractStore.STILL)
                .setParameter("requester", Side.REQUESTER)
                .setParameter("provider", Side.PROVIDER)
                .setParameter("did", counterpart)
                .setMaxResults(100)
                .getResultList();
    }
}

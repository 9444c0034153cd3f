package org.computecontracts.market.contract;

import static java.util.stream.Collectors.toMap;
import static org.computecontracts.market.protocol.MarketProblem.BID_NOT_FOUND;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.computecontracts.atproto.Did;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.data.Sql;
import org.computecontracts.kernel.work.AdvisoryLockStore;

@ApplicationScoped
@Transactional
public class BidStore {
    @PersistenceContext
    EntityManager em;

    @Inject
    AdvisoryLockStore turns;

    /** Keeps it, once; false when it is there already. Two that bring the same bid take turns. */
    public boolean add(TenantId tenant, ReceivedBid bid) {
        turns.take(tenant, bid.ref().uri().value());
        if (find(tenant, bid.ref()).isPresent()) {
            return false;
        }
        em.persist(bid);
        return true;
    }

    public ReceivedBid change(TenantId tenant, StrongRef ref, Consumer<ReceivedBid> step) {
        var bid = get(tenant, ref);
        step.accept(bid);
        return bid;
    }

    public ReceivedBid get(TenantId tenant, StrongRef ref) {
        return find(tenant, ref)
                .orElseThrow(() -> BID_NOT_FOUND.because(
                        "No bid %s with CID %s", ref.uri().value(), ref.cid().value()));
    }

    public Optional<ReceivedBid> find(TenantId tenant, StrongRef ref) {
        return em.createQuery(
                        "select b from ReceivedBid b where b.tenant = :tenant and b.uri = :uri and b.cid = :cid",
                        ReceivedBid.class)
                .setParameter("tenant", tenant)
                .setParameter("uri", ref.uri())
                .setParameter("cid", ref.cid())
                .getResultStream()
                .findFirst();
    }

    /** The first {@code most} that came: a flood of bids costs its senders more than the requester. */
    public List<ReceivedBid> of(TenantId tenant, UUID contract, int most) {
        return em.createQuery(
                        "select b from ReceivedBid b where b.tenant = :tenant and b.contract = :contract order by b.receivedAt, b.uri",
                        ReceivedBid.class)
                .setParameter("tenant", tenant)
                .setParameter("contract", contract)
                .setMaxResults(most)
                .getResultList();
    }

    public long countBy(TenantId tenant, UUID contract, Did bidder) {
        return em.createQuery(
                        "select count(b) from ReceivedBid b where b.tenant = :tenant and b.contract = :contract"
                                + " and b.bidder = :bidder",
                        Long.class)
                .setParameter("tenant", tenant)
                .setParameter("contract", contract)
                .setParameter("bidder", bidder)
                .getSingleResult();
    }

    /** How many bids each of these contracts has; those without any are not named. */
    public Map<UUID, Long> counts(TenantId tenant, List<UUID> contracts) {
        return Sql.of(em, """
                        select contract, count(*) as bids from bid
                         where tenant = :tenant and contract = any(cast(:contracts as uuid[])) group by contract
                        """)
                .with("tenant", tenant)
                .with("contracts", contracts)
                .list(row -> Map.entry(row.uuid("contract"), row.number("bids")))
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    public long count(TenantId tenant, UUID contract) {
        return em.createQuery(
                        "select count(b) from ReceivedBid b where b.tenant = :tenant and b.contract = :contract",
                        Long.class)
                .setParameter("tenant", tenant)
                .setParameter("contract", contract)
                .getSingleResult();
    }
}

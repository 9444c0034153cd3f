package org.computecontracts.market.contract;

import static org.computecontracts.market.protocol.MarketProblem.CONTRACT_NOT_FOUND;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.work.AdvisoryLockStore;
import org.computecontracts.kernel.work.ClaimStore;
import org.computecontracts.kernel.work.ClaimTurn;
import org.computecontracts.kernel.work.WorkQueue;
import org.computecontracts.market.protocol.MarketProblem;

@ApplicationScoped
@Transactional
public class ContractStore {
    static final List<ContractState> STILL = List.of(ContractState.DECLINED, ContractState.ENDED, ContractState.FAILED);

    /**
     * Those under way, and those that ended lately without a machine: a payment that was signed before may still be taken,
     * for less time than this. Of one tenant's contracts with one party a few are taken further together: the servers that
     * are slow are one of theirs.
     */
    private static final WorkQueue QUEUE = WorkQueue.of(
                    "contract",
                    "id",
                    "uuid",
                    "state not in ('DECLINED', 'ENDED', 'FAILED') or (side = 'PROVIDER' and accept_uri is not null"
                            + " and ran_at is null and changed_at > :now - interval '30 minutes')")
            .fairTo("tenant || '|' || case side when 'PROVIDER' then requester else coalesce(provider, '') end", 8);

    @PersistenceContext
    EntityManager em;

    @Inject
    AdvisoryLockStore turns;

    @Inject
    ClaimStore claims;

    @Inject
    Clock clock;

    /** Adds it, unless it is there already: by id, or by the request on this side of this tenant. Tells which it was. */
    public boolean add(Contract contract) {
        var rfp = contract.records().rfp();
        rfp.ifPresent(ref -> turns.take(contract.tenant(), ref.uri().value()));
        var known = em.find(Contract.class, contract.id()) != null
                || (rfp.isPresent()
                        && find(contract.tenant(), contract.parties().side(), rfp.get())
                                .isPresent());
        if (!known) {
            em.persist(contract);
        }
        return !known;
    }

    /** Loads, changes and commits one contract; the only way a contract moves. Two at once take turns. */
    public Contract change(TenantId tenant, UUID id, Consumer<Contract> step) {
        var contract = get(tenant, id, LockModeType.PESSIMISTIC_WRITE);
        step.accept(contract);
        return contract;
    }

    /** Nothing to do for this one before then, unless something happens. */
    public void lookAgain(Contract contract, Duration pause) {
        change(
                contract.tenant(),
                contract.id(),
                c -> c.pace().lookAgain(clock.instant().plus(pause)));
    }

    public Contract get(TenantId tenant, UUID id) {
        return get(tenant, id, LockModeType.NONE);
    }

    private Contract get(TenantId tenant, UUID id, LockModeType lock) {
        return em.createQuery("select c from Contract c where c.tenant = :tenant and c.id = :id", Contract.class)
                .setParameter("tenant", tenant)
                .setParameter("id", id)
                .setLockMode(lock)
                .getResultStream()
                .findFirst()
                .orElseThrow(() -> CONTRACT_NOT_FOUND.because("No contract %s", id));
    }

    public Optional<Contract> find(TenantId tenant, Side side, StrongRef rfp) {
        return by("c.records.rfpUri", tenant, side, rfp);
    }

    /** The provider's contract behind one of its own bids. */
    public Contract ofBid(TenantId tenant, StrongRef bid) {
        return findBid(tenant, bid)
                .orElseThrow(() -> MarketProblem.NOT_OUR_BID.because(
                        "%s with CID %s is no bid of ours",
                        bid.uri().value(), bid.cid().value()));
    }

    public Optional<Contract> findBid(TenantId tenant, StrongRef bid) {
        return by("c.records.bidUri", tenant, Side.PROVIDER, bid)
                .filter(c -> c.records().bid().filter(bid::equals).isPresent());
    }

    public Optional<Contract> ofAccept(TenantId tenant, Side side, StrongRef accept) {
        return by("c.records.acceptUri", tenant, side, accept)
                .filter(c -> c.records().accept().filter(accept::equals).isPresent());
    }

    /** The provider's contract behind an engine's key: the accept's URI and CID. */
    public Optional<Contract> ofKey(TenantId tenant, String key) {
        return Contracts.refOf(key).flatMap(accept -> ofAccept(tenant, Side.PROVIDER, accept));
    }

    private Optional<Contract> by(String field, TenantId tenant, Side side, StrongRef ref) {
        return em.createQuery(
                        "select c from Contract c where c.tenant = :tenant and c.parties.side = :side and " + field
                                + " = :uri",
                        Contract.class)
                .setParameter("tenant", tenant)
                .setParameter("side", side)
                .setParameter("uri", ref.uri())
                .getResultStream()
                .findFirst();
    }

    public List<Contract> of(TenantId tenant, Side side, int most) {
        return em.createQuery(
                        "select c from Contract c where c.tenant = :tenant and c.parties.side = :side order by c.createdAt desc",
                        Contract.class)
                .setParameter("tenant", tenant)
                .setParameter("side", side)
                .setMaxResults(most)
                .getResultList();
    }

    /** A requester's contracts whose workload is still to come; those that are many are looked at by the timer. */
    public List<Contract> withoutAddress(TenantId tenant) {
        return em.createQuery(
                        "select c from Contract c where c.tenant = :tenant and c.parties.side = :side and c.state in :states"
                                + " and c.url is null order by c.createdAt desc",
                        Contract.class)
                .setParameter("tenant", tenant)
                .setParameter("side", Side.REQUESTER)
                .setParameter("states", List.of(ContractState.RECEIPTED, ContractState.RUNNING))
                .setMaxResults(20)
                .getResultList();
    }

    /** Those in this state are looked at soon: what they wait for may be there. */
    public void hurry(TenantId tenant, ContractState state) {
        em.createQuery("update Contract c set c.pace.dueAt = :now"
                        + " where c.tenant = :tenant and c.state = :state and c.pace.dueAt > :now")
                .setParameter("tenant", tenant)
                .setParameter("state", state)
                .setParameter("now", clock.instant())
                .executeUpdate();
    }

    /** What is to be looked at now, of every tenant; each is then handled as its own tenant. */
    public List<DueContract> claim(ClaimTurn turn) {
        return claims.claim(QUEUE, turn, DueContract::of);
    }

    public Set<String> renew(String holder, Set<String> contracts, Instant until) {
        return claims.renew(QUEUE, holder, contracts, until);
    }

    /** It was looked at; what nothing was said about then is due at that time. */
    public void release(DueContract due, Instant next) {
        claims.release(QUEUE, due.claim(), next);
    }
}

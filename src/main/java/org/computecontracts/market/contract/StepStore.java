package org.computecontracts.market.contract;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.computecontracts.atproto.Did;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.work.AdvisoryLockStore;

@ApplicationScoped
@Transactional
public class StepStore {
    /** More than the bids of a request can make; what strangers add beyond it hides the oldest, never the end. */
    private static final int MOST = 2000;

    @PersistenceContext
    EntityManager em;

    @Inject
    AdvisoryLockStore turns;

    /** Keeps it, once, whoever else tells it at the same moment; tells whether it is new. */
    boolean add(TenantId tenant, UUID contract, Did actor, NewStep step, Instant at) {
        turns.take(tenant, contract + " " + step.kind() + " " + step.subject());
        if (isTold(tenant, contract, step)) {
            return false;
        }
        em.persist(new StepTaken(tenant, contract, actor, step, at));
        return true;
    }

    private boolean isTold(TenantId tenant, UUID contract, NewStep step) {
        return !em.createQuery(
                        "select s.id from StepTaken s where s.tenant = :tenant and s.contract = :contract"
                                + " and s.kind = :kind and s.subject = :subject",
                        UUID.class)
                .setParameter("tenant", tenant)
                .setParameter("contract", contract)
                .setParameter("kind", step.kind())
                .setParameter("subject", step.subject())
                .getResultList()
                .isEmpty();
    }

    /** In the order of the story, and of time within each of its stages. */
    List<Step> of(TenantId tenant, UUID contract) {
        return em
                .createQuery(
                        "select s from StepTaken s where s.tenant = :tenant and s.contract = :contract order by s.at desc",
                        StepTaken.class)
                .setParameter("tenant", tenant)
                .setParameter("contract", contract)
                .setMaxResults(MOST)
                .getResultList()
                .stream()
                .map(StepTaken::step)
                .sorted(Comparator.comparing((Step step) -> step.kind().stage()).thenComparing(Step::at))
                .toList();
    }
}

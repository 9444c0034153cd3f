package org.computecontracts.market.contract;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.computecontracts.kernel.TenantId;

@ApplicationScoped
@Transactional
public class StepStore {
    @PersistenceContext
    EntityManager em;

    /** Keeps it, once, whoever else tells it at the same moment; tells whether it is new. */
    boolean add(TenantId tenant, UUID contract, Step step) {
        return em.createNativeQuery(
                                "insert into step (id, tenant, contract, number, subject, at, actor, title, detail, uri, cid, checked)"
                                        + " values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
                                        + " on conflict (tenant, contract, number, subject) do nothing")
                        .setParameter(1, UUID.randomUUID())
                        .setParameter(2, tenant.value())
                        .setParameter(3, contract)
                        .setParameter(4, step.number())
                        .setParameter(5, StepTaken.subject(step))
                        .setParameter(6, step.at().atOffset(ZoneOffset.UTC))
                        .setParameter(7, step.actor().value())
                        .setParameter(8, step.title())
                        .setParameter(9, step.detail())
                        .setParameter(
                                10, step.record().map(ref -> ref.uri().value()).orElse(""))
                        .setParameter(
                                11, step.record().map(ref -> ref.cid().value()).orElse(""))
                        .setParameter(12, step.checked())
                        .executeUpdate()
                == 1;
    }

    List<Step> of(TenantId tenant, UUID contract) {
        return em
                .createQuery(
                        "select s from StepTaken s where s.tenant = :tenant and s.contract = :contract order by s.number, s.at",
                        StepTaken.class)
                .setParameter("tenant", tenant)
                .setParameter("contract", contract)
                .setMaxResults(500)
                .getResultList()
                .stream()
                .map(StepTaken::step)
                .toList();
    }
}

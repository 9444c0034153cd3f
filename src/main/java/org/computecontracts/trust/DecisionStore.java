package org.computecontracts.trust;

import static java.time.ZoneOffset.UTC;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.util.List;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.TenantId;

/** Keeps the decisions; one that was made on the same basis before stays the one. */
@ApplicationScoped
@Transactional
class DecisionStore {
    @PersistenceContext
    EntityManager em;

    Decision keep(TenantId tenant, Decision decision, Basis basis) {
        var digest = basis.digest();
        em.createNativeQuery(
                        "insert into decision (id, tenant, rfp_uri, bid_uri, bid_cid, policy_version, basis, allow,"
                                + " rule, reason, verdict, facts, at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                + " on conflict (tenant, bid_uri, bid_cid, policy_version, basis) do nothing")
                .setParameter(1, decision.id())
                .setParameter(2, tenant.value())
                .setParameter(3, basis.facts().rfp().uri().value())
                .setParameter(4, decision.bid().uri().value())
                .setParameter(5, decision.bid().cid().value())
                .setParameter(6, decision.policyVersion())
                .setParameter(7, digest)
                .setParameter(8, decision.allow())
                .setParameter(9, decision.rule())
                .setParameter(10, decision.reason())
                .setParameter(11, Json.write(basis.verdict()))
                .setParameter(12, Json.write(basis.facts()))
                .setParameter(13, decision.at().atOffset(UTC))
                .executeUpdate();
        return query("d.bidUri = :bid and d.bidCid = :cid and d.policyVersion = :version and d.basis = :basis", tenant)
                .setParameter("bid", decision.bid().uri())
                .setParameter("cid", decision.bid().cid())
                .setParameter("version", decision.policyVersion())
                .setParameter("basis", digest)
                .getSingleResult()
                .decision();
    }

    /** Latest first. */
    List<Decision> on(TenantId tenant, AtUri rfp, int most) {
        return query("d.rfpUri = :rfp", tenant)
                .setParameter("rfp", rfp)
                .setMaxResults(most)
                .getResultStream()
                .map(StoredDecision::decision)
                .toList();
    }

    List<BidFacts> lastFacts(TenantId tenant, int most) {
        return query("1 = 1", tenant)
                .setMaxResults(most)
                .getResultStream()
                .map(StoredDecision::facts)
                .toList();
    }

    private TypedQuery<StoredDecision> query(String which, TenantId tenant) {
        return em.createQuery(
                        "select d from StoredDecision d where d.tenant = :tenant and " + which
                                + " order by d.at desc, d.id",
                        StoredDecision.class)
                .setParameter("tenant", tenant);
    }
}

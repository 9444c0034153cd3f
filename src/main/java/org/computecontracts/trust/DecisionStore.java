package org.computecontracts.trust;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.util.List;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.kernel.Json;
import org.computecontracts.kernel.TenantId;
import org.computecontracts.kernel.data.Sql;

/** Keeps the decisions; one that was made on the same basis before stays the one. */
@ApplicationScoped
@Transactional
class DecisionStore {
    private static final String KEEP = """
            insert into decision (id, tenant, rfp_uri, bid_uri, bid_cid, policy_version, basis, allow, rule, reason,
                verdict, facts, at)
            values (:id, :tenant, :rfp, :bid, :cid, :version, :basis, :allow, :rule, :reason, :verdict, :facts, :at)
            on conflict (tenant, bid_uri, bid_cid, policy_version, basis) do nothing
            """;

    @PersistenceContext
    EntityManager em;

    Decision keep(TenantId tenant, Decision decision, Basis basis) {
        var digest = basis.digest();
        Sql.of(em, KEEP)
                .with("id", decision.id())
                .with("tenant", tenant)
                .with("rfp", basis.facts().rfp().uri())
                .with("bid", decision.bid().uri())
                .with("cid", decision.bid().cid())
                .with("version", decision.policyVersion())
                .with("basis", digest)
                .with("allow", decision.allow())
                .with("rule", decision.rule())
                .with("reason", decision.reason())
                .with("verdict", Json.write(basis.verdict()))
                .with("facts", Json.write(basis.facts()))
                .with("at", decision.at())
                .run();
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

package org.computecontracts.trust;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.computecontracts.atproto.AtUri;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.atproto.resolution.Identities;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.kernel.TenantId;

/** The tenants' policies and what they decided. */
@ApplicationScoped
public class Policies {
    private static final int MOST_SHOWN = 500;
    private static final int ATTEMPTS = 10;

    @Inject
    PolicyStore policies;

    @Inject
    DecisionStore decisions;

    @Inject
    TrustGraph graph;

    @Inject
    Tenants tenants;

    @Inject
    Identities identities;

    @Inject
    Clock clock;

    /** The default while nobody has saved one. */
    public Policy of(TenantId tenant) {
        return policies.of(tenant);
    }

    /** A version as it held when a decision was made; 0 is the default policy. */
    public Optional<Policy> version(TenantId tenant, int version) {
        return policies.version(tenant, version);
    }

    /** Whatever holds now. INVALID_POLICY says which rule is wrong, where and why; saving what holds already changes nothing. */
    public void change(TenantId tenant, NewPolicy policy) {
        Rulebook.compile(policy);
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (holds(tenant, policy, policies.of(tenant).version())) {
                return;
            }
        }
        throw new IllegalStateException("The policy of " + tenant + " keeps changing under our hands");
    }

    /** Only while the version holds that was read before; POLICY_MOVED otherwise, unless what holds says the same. */
    public void change(TenantId tenant, NewPolicy policy, int base) {
        Rulebook.compile(policy);
        if (!holds(tenant, policy, base)) {
            throw TrustProblem.POLICY_MOVED.because(
                    "This was written on version %s, and version %s holds by now. Load it again, and change that.",
                    base, policies.of(tenant).version());
        }
    }

    private boolean holds(TenantId tenant, NewPolicy policy, int base) {
        return written(policies.of(tenant)).equals(policy) || policies.add(tenant, policy, base, clock.instant());
    }

    /**
     * Asks the trust graph now and keeps what comes out. The same bid on the same evidence under the same policy gives the same
     * decision; a judgement made since gives another: before an accept, ask again.
     */
    public Decision decide(TenantId tenant, BidFacts facts) {
        var policy = policies.of(tenant);
        var decision = decision(tenant, written(policy), policy.version(), facts);
        return decisions.keep(tenant, decision, new Basis(facts, decision.verdict()));
    }

    /** What the policy would say, kept nowhere. */
    public List<Decision> tryOn(TenantId tenant, NewPolicy policy, List<BidFacts> bids) {
        Rulebook.compile(policy);
        var next = policies.of(tenant).version() + 1;
        return bids.stream().map(facts -> decision(tenant, policy, next, facts)).toList();
    }

    /** Latest first; a bid that was decided again is there again. */
    public List<Decision> decisions(TenantId tenant, AtUri rfp) {
        return decisions.on(tenant, rfp, MOST_SHOWN);
    }

    /** The bids decided last, each once, to try a policy on. */
    public List<BidFacts> lastBids(TenantId tenant, int most) {
        var bids = new LinkedHashMap<StrongRef, BidFacts>();
        for (var facts : decisions.lastFacts(tenant, MOST_SHOWN)) {
            bids.putIfAbsent(facts.bid(), facts);
        }
        return bids.values().stream().limit(most).toList();
    }

    private Decision decision(TenantId tenant, NewPolicy policy, int version, BidFacts facts) {
        var rules = Rulebook.compile(policy);
        var verdict = graph.of(tenant, facts.bidder(), policy.maxDepth());
        var evaluator = tenants.get(tenant).did();
        var ruling = rules.ruling(new PolicyInput(evaluator, facts, verdict, policy.maxPrice(), identities::handleOf));
        return new Decision(
                UUID.randomUUID(),
                facts.bid(),
                ruling.allow(),
                ruling.reason(),
                ruling.rule(),
                verdict,
                Basis.inputs(facts, verdict),
                clock.instant(),
                version);
    }

    private static NewPolicy written(Policy policy) {
        return new NewPolicy(policy.rules(), policy.maxPrice(), policy.maxDepth());
    }
}

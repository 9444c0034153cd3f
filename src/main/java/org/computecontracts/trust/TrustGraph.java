package org.computecontracts.trust;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.computecontracts.atproto.Did;
import org.computecontracts.identity.account.Tenants;
import org.computecontracts.kernel.TenantId;

/** What a tenant's trust graph says of an account (market spec 6.6). */
@ApplicationScoped
public class TrustGraph {
    @Inject
    Tenants tenants;

    @Inject
    Judgements judgements;

    @Inject
    Operators operators;

    @Inject
    PolicyStore policies;

    /**
     * As deep as the tenant's policy says. The tenant's own judgements are read now; when they cannot be, nobody knows
     * whether there is a denounce, and the failure rises.
     */
    public Verdict of(TenantId tenant, Did subject) {
        return of(tenant, subject, policies.of(tenant).maxDepth());
    }

    Verdict of(TenantId tenant, Did subject, int maxDepth) {
        var evaluator = tenants.get(tenant).did();
        var own = judgements.of(evaluator);
        var direct = Verdicts.of(evaluator, Subject.alone(subject), 1, judge -> Optional.of(own));
        if (direct instanceof Verdict.Denounced) {
            return direct; // final, whatever the subject's own repository says
        }
        return Verdicts.of(evaluator, operators.subject(subject), maxDepth, judge -> heard(evaluator, own, judge));
    }

    private Optional<List<Vouch>> heard(Did evaluator, List<Vouch> own, Did judge) {
        return judge.equals(evaluator) ? Optional.of(own) : judgements.heard(judge);
    }
}

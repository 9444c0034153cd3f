package org.computecontracts.wif.rbac;

import java.util.ArrayList;
import java.util.List;
import org.computecontracts.wif.rbac.Decision.Allowed;
import org.computecontracts.wif.rbac.Decision.Denied;
import org.computecontracts.wif.token.Claims;

/** Decides one request of a verified token by RBAC records; whatever is missing, unknown or odd denies. */
public final class Evaluator {
    private final Rbac rbac;
    private final String ownIssuer;

    /** The own issuer is meant by roles that name none. */
    public Evaluator(Rbac rbac, String ownIssuer) {
        this.rbac = rbac;
        this.ownIssuer = ownIssuer;
    }

    public Decision decide(Claims token, Ask ask) {
        var roles = rbac.rolesOf(token, ownIssuer);
        if (roles.isEmpty()) {
            return new Denied(List.of("no matching role found for sub=\"" + token.subject() + "\""));
        }
        var reasons = new ArrayList<String>();
        for (var role : roles) {
            for (var name : role.policies()) {
                var before = reasons.size();
                judge(name, ask, reasons);
                if (reasons.size() == before) {
                    return new Allowed(role.name(), name, role.source());
                }
            }
        }
        return new Denied(reasons.isEmpty() ? List.of("the role names no policy") : reasons);
    }

    private void judge(String name, Ask ask, List<String> reasons) {
        var policy = rbac.policies().get(name);
        if (policy == null) {
            reasons.add("policy " + name + ": does not exist");
            return;
        }
        policy.schemaFor(ask.path())
                .map(schema -> schema.violations(ask))
                .orElseGet(() -> List.of("says nothing of " + ask.path()))
                .forEach(reason -> reasons.add("policy " + name + ": " + reason));
    }
}

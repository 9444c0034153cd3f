package org.computecontracts.wif.rbac;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.computecontracts.atproto.repo.RepoRecord;
import org.computecontracts.wif.token.Claims;

/** All roles and policies of one repository, joined by name: what a later record says replaces what an earlier one said. */
public record Rbac(Map<String, RbacRole> roles, Map<String, RbacPolicy> policies) {
    public Rbac {
        roles = Map.copyOf(roles);
        policies = Map.copyOf(policies);
    }

    /**
     * Record keys are TIDs, so their order is the order of writing; a listing comes newest first, but need not.
     */
    static Rbac of(List<RepoRecord> records) {
        var roles = new TreeMap<String, RbacRole>();
        var policies = new TreeMap<String, RbacPolicy>();
        var inOrder = records.stream()
                .sorted((a, b) -> a.uri().rkey().compareTo(b.uri().rkey()))
                .toList();
        for (var each : inOrder) {
            each.json()
                    .path("roles")
                    .properties()
                    .forEach(role -> roles.put(role.getKey(), RbacRole.of(role.getKey(), role.getValue(), each.ref())));
            each.json()
                    .path("policies")
                    .properties()
                    .forEach(policy -> policies.put(
                            policy.getKey(), RbacPolicy.of(policy.getKey(), policy.getValue(), each.ref())));
        }
        return new Rbac(roles, policies);
    }

    /** Whether any role accepts tokens of this issuer at all: only then are its keys asked for. */
    public boolean trusts(String issuer, String ownIssuer) {
        return roles.values().stream().anyMatch(role -> role.trusts(issuer, ownIssuer));
    }

    /** The roles this token has, by name. */
    List<RbacRole> rolesOf(Claims token, String ownIssuer) {
        return new TreeMap<>(roles)
                .values().stream()
                        .filter(role -> role.matches(token, ownIssuer))
                        .toList();
    }
}

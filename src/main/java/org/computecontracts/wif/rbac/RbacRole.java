package org.computecontracts.wif.rbac;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.computecontracts.atproto.StrongRef;
import org.computecontracts.wif.token.Claims;

/**
 * Who may use which policies, as one {@code com.fedproxy.rbac} record says.
 *
 * @param demands claims and the values they must have; {@code iss} and {@code aud} only where the record names them
 * @param understood whether every member of the definition is one that can be compared; else the role matches nobody
 */
public record RbacRole(
        String name, Map<String, String> demands, List<String> policies, boolean understood, StrongRef source) {
    public RbacRole {
        demands = Map.copyOf(demands);
        policies = List.copyOf(policies);
    }

    static RbacRole of(String name, JsonNode role, StrongRef source) {
        var definition = role.path("definition");
        var demands = new TreeMap<String, String>();
        var understood = definition.path("sub").isTextual();
        for (var member : definition.properties()) {
            if (member.getValue().isTextual()) {
                demands.put(member.getKey(), member.getValue().textValue());
            } else {
                understood &= member.getKey().equals("policies");
            }
        }
        return new RbacRole(name, demands, texts(definition.path("policies")), understood, source);
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream()
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .sorted()
                .toList();
    }

    /** The issuer this role trusts; empty means the repository owner's own issuer. */
    Optional<String> issuer() {
        return Optional.ofNullable(demands.get("iss"));
    }

    public boolean trusts(String issuer, String ownIssuer) {
        return understood && issuer().orElse(ownIssuer).equals(issuer);
    }

    /** Whether the token has the role's issuer, audience, subject and every other claim the role is pinned to. */
    boolean matches(Claims token, String ownIssuer) {
        return trusts(token.issuer(), ownIssuer)
                && demands.entrySet().stream().allMatch(demand -> has(token, demand.getKey(), demand.getValue()));
    }

    private static boolean has(Claims token, String claim, String value) {
        return claim.equals("aud")
                ? value.equals(token.audience())
                : value.equals(token.texts().get(claim));
    }
}

package org.computecontracts.wif.rbac;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.computecontracts.atproto.StrongRef;

/** Path patterns and the JSON Schema a request on such a path must meet, as one record says. */
record RbacPolicy(String name, Map<String, JsonNode> schemas, StrongRef source) {
    RbacPolicy {
        schemas = Map.copyOf(schemas);
    }

    static RbacPolicy of(String name, JsonNode policy, StrongRef source) {
        var schemas = new TreeMap<String, JsonNode>();
        policy.path("schemas").properties().forEach(schema -> schemas.put(schema.getKey(), schema.getValue()));
        return new RbacPolicy(name, schemas, source);
    }

    /** What must hold for a request on this path; empty when no pattern matches. */
    Optional<PolicySchema> schemaFor(String path) {
        return Globs.best(schemas.keySet(), path).map(schemas::get).map(PolicySchema::new);
    }
}
